"""The console for people."""

from xml.etree.ElementTree import Element

import httpx
import pytest

from tests.markup import read_faultless
from tests.practice import PracticeOffice


def parse(answer: httpx.Response) -> Element:
    assert answer.status_code == 200
    root: Element = read_faultless(answer.text)
    ids = [node.get("id") for node in root.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    assert len(root.findall(".//h1")) == 1
    assert not root.findall(".//script")
    assert not root.findall(".//*[@style]")
    return root


def test_the_console_shows_each_file_with_its_letter_link(office: PracticeOffice) -> None:
    root = parse(office.client.get("/"))
    links = {link.get("href") for link in root.findall(".//a")}
    for file in office.files.values():
        assert f"http://127.0.0.1:8000/h/{file.hash}/" in links
        assert f"/file/{file.slug}" in links
    words = "".join(root.itertext())
    assert office.file().pin in words
    assert office.file("arabic").name in words


def test_every_file_has_a_page(office: PracticeOffice) -> None:
    for slug in office.files:
        parse(office.client.get(f"/file/{slug}"))
    assert office.client.get("/file/nobody").status_code == 404


def test_forms_do_what_they_say(office: PracticeOffice) -> None:
    file_id = office.file().file_id
    tagor = f"{office.tagor_url}/TagorService"
    auth = {"Authorization": "Tgr practice-key"}
    office.client.post(
        f"{tagor}/OnlinePaymentReceived",
        headers=auth,
        json={"request": {"TDOS_Id": file_id, "Bedrag": "10,00"}},
    )
    office.client.post(
        f"{tagor}/SavePaymentPlan", headers=auth, json={"request": {"TDOS_Id": file_id, "Periodes": 3}}
    )
    words = "".join(parse(office.client.get("/")).itertext())
    assert "Book payment" in words
    assert "TagorService/SavePaymentPlan" in words
    for act, form in (
        ("book", {"file_id": file_id}),
        ("accept", {"file_id": file_id}),
        ("fault", {"system": "tagor", "fault": "503", "times": "1", "seconds": "5", "operation": ""}),
        ("parameter", {"number": "502", "value": "30"}),
        ("clock", {"days": "3"}),
    ):
        answer = office.client.post(f"/console/{act}", data=form)
        assert answer.status_code == 303, act
    state = office.state()
    assert state["balance_cents"] == office.file().balance_cents - 1000
    assert state["plans"][-1]["accepted"] is True
    assert office.get("parameters")["502"] == "30"
    assert [fault["fault"] for fault in office.get("faults")] == ["503"]
    assert "Clear all faults" in office.client.get("/").text
    assert office.client.post("/console/clear-faults").status_code == 303
    assert office.get("faults") == []
    assert office.client.post("/console/reset").status_code == 303
    assert office.state()["plans"] == []


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
def test_a_page_of_another_site_cannot_steer_the_office(origin: str, office: PracticeOffice) -> None:
    answer = office.client.post(
        "/console/parameter", data={"number": "502", "value": "1"}, headers={"Origin": origin}
    )
    assert answer.status_code == 403
    assert office.get("parameters")["502"] == "365"


def test_a_browser_of_this_site_may_post(office: PracticeOffice) -> None:
    answer = office.client.post("/console/reset", headers={"Origin": office.base_url})
    assert answer.status_code == 303


def test_pages_are_closed_to_foreign_content(office: PracticeOffice) -> None:
    policy = office.client.get("/").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert office.client.get("/console/static/console.css").status_code == 200


def test_what_the_office_sent_shows_and_stays_until_a_reset(office: PracticeOffice) -> None:
    file = office.file()
    body = {"TDOS_Id": file.file_id, "TPAR_Id": file.party_id}
    for name, more in (
        ("Actions/SendMail", {"CodeEmail": "SALDO"}),
        ("Actions/SendSms", {"CodeSms": "HASH"}),
        ("TagorService/SetUserDossier", {"UserLogin": "mvos", "TelNr": "0470000001", "Direction": "IN"}),
    ):
        office.client.post(
            f"{office.tagor_url}/{name}",
            headers={"Authorization": "Tgr practice-key"},
            json={"request": body | more},
        ).raise_for_status()
    words = "".join(parse(office.client.get("/")).itertext())
    for shown in ("nl-woman@defendant.example", "0470000001", "Uw saldo", file.hash, "Marijke Vos"):
        assert shown in words, shown
    assert [sent["template"] for sent in office.get("outbox")] == ["SALDO", "HASH"]
    office.reset()
    assert office.get("outbox") == []
    assert office.get("desk") == {"shortcuts": [], "reports": []}
    assert "No mail or text yet." in office.client.get("/").text


def test_a_parameter_of_one_file_type_is_set_and_shown(office: PracticeOffice) -> None:
    office.client.post("/console/parameter", data={"number": "573:FISCAAL", "value": "002001000000002"})
    office.client.post("/console/parameter", data={"number": "573:NOTHING", "value": "x"})
    office.client.post("/console/parameter", data={"number": "502:FISCAAL", "value": "1"})
    shown = office.get("parameters")
    assert shown["573:FISCAAL"] == "002001000000002"
    assert {"573:NOTHING", "502:FISCAAL"}.isdisjoint(shown)
    assert "573:FISCAAL" in office.client.get("/").text
