"""The console's block per CRM system, and what tests steer it by."""

import pytest

from tests.markup import read_faultless
from tests.practice import PracticeOffice


def test_the_console_shows_each_system_with_its_records_and_switches(practice: PracticeOffice) -> None:
    page = practice.client.get("/").text
    read_faultless(page)
    assert practice.dossierdata_url in page
    assert "customer 500" in page
    assert practice.cirrus_url in page
    assert "accounts 2000" in page
    form = {"system": "dossierdata", "switch": "wrapped"}
    assert practice.client.post("/console/switch", data=form).headers["location"] == "/#crm"
    assert practice.get("crm/dossierdata")["switches"]["wrapped"] is True
    assert 'aria-pressed="true"' in practice.client.get("/").text
    practice.client.post("/console/switch", data=form)
    assert practice.get("crm/dossierdata")["switches"]["wrapped"] is False


def test_a_switch_that_there_is_not_changes_nothing(practice: PracticeOffice) -> None:
    practice.client.post("/console/switch", data={"system": "dossierdata", "switch": "nothing"})
    practice.client.post("/console/switch", data={"system": "nothing", "switch": "wrapped"})
    assert not any(practice.get("crm/dossierdata")["switches"].values())


def test_a_fault_can_be_asked_for_by_hand(practice: PracticeOffice) -> None:
    form = {"system": "dossierdata", "fault": "429", "operation": "create_note", "times": "1", "seconds": ""}
    practice.client.post("/console/fault", data=form)
    assert [fault["operation"] for fault in practice.get("faults")] == ["create_note"]


def test_somebody_else_can_make_change_and_delete_a_record(practice: PracticeOffice) -> None:
    made = practice.store_record("dossierdata", "note", title="Elders")
    practice.store_record("dossierdata", "note", id=made["id"], content="anders")
    assert practice.record("dossierdata", "note", made["id"]) == made | {"content": "anders"}
    practice.remove_record("dossierdata", "note", made["id"])
    assert made["id"] not in [row["id"] for row in practice.records("dossierdata", "note")]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("crm/nothing/token", {}, 404),
        ("crm/dossierdata/token", {"user_id": 99}, 400),
        ("crm/dossierdata/records/note", [], 400),
    ],
)
def test_what_cannot_be_is_told(path: str, body: object, status: int, practice: PracticeOffice) -> None:
    answer = practice.client.post(f"/_control/{path}", json=body)
    assert answer.status_code == status
    assert answer.json()["error"]


def test_a_reset_takes_switches_records_and_tokens_back(practice: PracticeOffice) -> None:
    practice.set_switch("dossierdata", "loose")
    practice.remove_record("dossierdata", "note", 1)
    token = practice.dossierdata_token()
    practice.reset()
    assert practice.record("dossierdata", "note", 1)["id"] == 1
    assert practice.get("crm/dossierdata")["switches"]["loose"] is False
    answer = practice.client.get(
        f"{practice.dossierdata_url}/note", headers={"Authorization": f"Bearer {token}"}
    )
    assert answer.status_code == 401
