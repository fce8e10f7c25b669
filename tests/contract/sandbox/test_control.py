"""Steering: the log of calls, faults, reset, clock, parameters; and state that survives a restart."""

import time
from datetime import datetime
from pathlib import Path

import httpx
import pytest

from tests.contract.sandbox.wire import Tagor
from tests.practice import PracticeOffice

SLUGS = {
    *(
        "nl-woman",
        "fr-man",
        "de-woman",
        "en-man",
        "company",
        "couple-one",
        "couple-two",
        "running-plan",
        "arrears",
    ),
    *(
        "refused",
        "stopped",
        "paid-off",
        "one-cent",
        "six-figures",
        "many-lines",
        "apostrophe",
        "sharp-s",
        "arabic",
    ),
    *("long-name", "null-dates", "expired-hash", "documents", "no-plan", "overpaid", "differs", "sub-file"),
}


def ask_balance(office: PracticeOffice, auth: str = "Tgr practice-key") -> httpx.Response:
    body = {"request": {"TDOS_Id": office.file().file_id}}
    return office.client.post(
        "/tagor/v1/rest/TagorService/GetSaldo", json=body, headers={"Authorization": auth}
    )


def notes(office: PracticeOffice) -> int:
    return len(office.state()["info"])


def test_every_seeded_file_is_there(office: PracticeOffice) -> None:
    assert set(office.files) == SLUGS
    for row in office.get("files"):
        assert row["hash_link"] == f"http://127.0.0.1:8000/h/{row['hash']}/"
        assert len(row["hash"]) >= 32
        assert len(row["pin"]) == 6
        assert row["note"]


def test_calls_are_kept_with_scheme_body_and_status_and_without_credential(office: PracticeOffice) -> None:
    ask_balance(office)
    ask_balance(office, f"hash {office.file().hash}")
    ask_balance(office, "Tgr wrong")
    calls = office.calls(operation="TagorService/GetSaldo", system="tagor")
    assert [(call["scheme"], call["status"]) for call in calls] == [("Tgr", 200), ("Hash", 200), ("Tgr", 401)]
    assert calls[0]["body"] == {"request": {"TDOS_Id": office.file().file_id}}
    assert calls[0]["at"]
    assert [call["id"] for call in calls] == sorted({call["id"] for call in calls})
    everything = office.client.get("/_control/calls").text
    assert "practice-key" not in everything
    assert office.file().hash not in everything
    office.clear_calls()
    assert office.calls() == []
    ask_balance(office)
    office.client.delete("/_control/calls")
    assert office.calls() == []


def test_503_does_no_work_and_ends_after_its_times(office: PracticeOffice) -> None:
    office.fault("tagor", "503", operation="TagorService/GetSaldo", times=2)
    assert [ask_balance(office).status_code for _ in range(3)] == [503, 503, 200]
    assert notes(office) == 1


def test_a_fault_without_times_lasts_until_cleared(office: PracticeOffice) -> None:
    with office.down():
        assert {ask_balance(office).status_code for _ in range(3)} == {503}
    assert ask_balance(office).status_code == 200


@pytest.mark.parametrize("name", ["TagorService/GetSaldo", "TagorServiceGetSaldo", "GetSaldo", "getsaldo"])
def test_a_fault_strikes_only_the_operation_it_names(name: str, office: PracticeOffice) -> None:
    office.fault("tagor", "503", operation=name)
    assert ask_balance(office).status_code == 503
    assert office.client.get("/tagor/v1/rest/Config/Ping").status_code == 200


def test_drop_does_the_work_and_breaks_the_connection(office: PracticeOffice) -> None:
    office.fault("tagor", "drop", times=1)
    with pytest.raises(httpx.TransportError):
        ask_balance(office)
    assert notes(office) == 1


def test_garbage_is_no_json(office: PracticeOffice) -> None:
    office.fault("tagor", "garbage", times=1)
    with pytest.raises(ValueError, match="Unterminated"):
        ask_balance(office).json()
    assert notes(office) == 0


def test_refuse_is_a_business_refusal(office: PracticeOffice) -> None:
    office.fault("tagor", "refuse", times=1)
    found = ask_balance(office).json()["response"]
    assert found["Success"] is False
    assert found["Error"]


def test_slow_waits_and_lets_others_through(office: PracticeOffice) -> None:
    office.fault("tagor", "slow", operation="GetSaldo", seconds=30)
    with pytest.raises(httpx.ReadTimeout):
        office.client.post(
            "/tagor/v1/rest/TagorService/GetSaldo",
            json={"request": {"TDOS_Id": office.file().file_id}},
            headers={"Authorization": "Tgr practice-key"},
            timeout=0.3,
        )
    assert office.client.get("/tagor/v1/rest/Config/Ping", timeout=10).status_code == 200


@pytest.mark.parametrize(
    "body", [{}, {"system": "tagor"}, {"system": "tagor", "fault": "x"}, {"system": "x", "fault": "503"}]
)
def test_a_fault_that_makes_no_sense_is_refused(body: dict[str, str], office: PracticeOffice) -> None:
    assert office.client.post("/_control/faults", json=body).status_code == 400
    assert office.get("faults") == []


def test_reset_goes_back_to_the_same_seeds(office: PracticeOffice) -> None:
    before = office.client.get("/_control/files").json()
    whole = office.state("couple-two")
    ask_balance(office)
    office.set_parameter("568", "true")
    office.fault("tagor", "503")
    office.advance_days(40)
    office.reset()
    assert office.client.get("/_control/files").json() == before
    assert office.state("couple-two") == whole
    assert notes(office) == 0
    assert (office.calls(), office.get("faults")) == ([], [])
    assert office.get("parameters")["568"] == "false"


def test_the_clock_can_be_set_moved_and_put_right(office: PracticeOffice) -> None:
    office.set_clock("2027-03-01T10:00:00+01:00")
    assert office.get("clock")["now"].startswith("2027-03-01T10:00")
    office.advance_days(2)
    assert office.get("clock")["now"].startswith("2027-03-03T10:00")
    real = office.post("clock", {})["now"]
    assert abs(time.time() - datetime.fromisoformat(real).timestamp()) < 60
    assert office.client.post("/_control/clock", json={"now": "tomorrow"}).status_code == 400


def test_parameters_are_data(office: PracticeOffice) -> None:
    shown = office.get("parameters")
    documented = {"192", "233", "259", "303", "358", "369", "430", "436", "502", "558", "567", "568", "569"}
    documented |= {"573", "574", "575", "576", "577", "587", "589", "590", "596"}
    assert documented <= set(shown)
    assert shown["576"] == "http://127.0.0.1:8000/"
    assert shown["577"] == f"{office.tagor_url}/Pay/Finish"
    assert office.client.post("/_control/parameters", json={"1": "x"}).status_code == 404


def test_what_is_not_there_is_404(office: PracticeOffice) -> None:
    assert office.client.get("/_control/files/nobody").status_code == 404
    for path in ("book", "accept"):
        assert office.client.post(f"/_control/{path}", json={"file_id": "1"}).status_code == 404
    for path in ("/dossierdata/api/v1/nothing", "/nothing", "/_control/crm/nobody"):
        assert office.client.get(path).status_code == 404


def test_everything_survives_a_restart(tmp_path: Path) -> None:
    state = tmp_path / "sandbox.sqlite3"
    first = PracticeOffice.start(state=state)
    try:
        tagor = Tagor(first)
        file_id = first.file().file_id
        form = {
            "grant_type": "client_credentials",
            "client_id": "practice",
            "client_secret": "practice-secret",
        }
        token = first.client.post("/tagor/v1/rest/Login/Token", data=form).json()["response"]["token"]
        tagor.ask("TagorService/GetSaldo", {"TDOS_Id": file_id})
        tagor.ask("TagorService/SavePaymentPlan", {"TDOS_Id": file_id, "Periodes": 4})
        tagor.ask("TagorService/OnlinePaymentReceived", {"TDOS_Id": file_id, "Bedrag": "1,00"})
        started = tagor.ask("Pay/Start", {"TDOS_Id": file_id, "Amount": "2,00", "ReturnUrl": "x"})
        first.set_parameter("358", "true")
        first.set_clock("2027-01-05T10:00:00+01:00")
        before = first.state()
    finally:
        first.stop()
    second = PracticeOffice.start(state=state)
    try:
        assert second.state() == before
        assert second.get("parameters")["358"] == "true"
        assert second.get("parameters")["577"] == f"{second.tagor_url}/Pay/Finish"
        assert second.get("clock")["now"].startswith("2027-01-05")
        assert ask_balance(second, f"Tgr {token}").status_code == 200
        fields = {"redirectionVersion": "IR_WS_2.0", "redirectionData": started["redirectionData"]}
        assert second.client.post("/sips/payment", data=fields).status_code == 200
        assert Tagor(second).ask("TagorService/SavePaymentPlan", {"TDOS_Id": file_id, "Periodes": 3})[
            "Success"
        ]
        ids = [plan["plan_id"] for plan in second.state()["plans"]]
        assert len(set(ids)) == 2
    finally:
        second.stop()
