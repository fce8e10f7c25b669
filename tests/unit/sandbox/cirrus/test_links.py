"""What is connected: missions, contracts, objects, files."""

import base64
from typing import Any

import pytest

from tests.unit.sandbox.cirrus.conftest import Caller, Row, errors


def test_a_mission_is_connected_and_progresses(caller: Caller) -> None:
    mission = caller.ask("POST", "/missions/", json={"name": "Portaal tonen", "userid": 6, "typeid": 1})
    path = f"/missions/{mission['id']}/connections"
    for account, result in ((2, 1), (4, 0)):
        body = {"type": "account", "connectid": account, "result": result}
        caller.ask("PUT", f"{path}/account/{account}", json=body)
    caller.ask("PUT", f"{path}/activity/1", json={"result": 1})
    assert {(row["type"], row["connectid"]) for row in caller.items(path)} == {
        ("account", 2),
        ("account", 4),
        ("activity", 1),
    }
    assert [row["connectid"] for row in caller.items(f"{path}/account", result=1)] == [2]
    assert caller.items(f"{path}/activity")[0]["activity"]["id"] == 1
    progress = caller.get(f"/missions/{mission['id']}/progress")
    assert (progress["totalactive"], progress["totalcompleted"], progress["total"]) == (1, 1, 2)
    assert {row["accountid"]: row["completed"] for row in progress["items"]} == {2: True, 4: False}
    assert caller.ids("/missions/", accountids="2", activityids="1") == {mission["id"]}
    caller.refused("GET", f"{path}/account/5", 404)
    caller.refused("GET", f"{path}/nothing", 404)
    caller.refused("PUT", f"{path}/account/99999", 404, json={})


def test_a_contract_and_its_object_know_each_other(caller: Caller) -> None:
    caller.ask("PUT", "/contracts/3/objects/150", json={"location": "Zolder"})
    assert caller.get("/objects/150/contracts/3")["location"] == "Zolder"
    caller.ask("PUT", "/objects/150/contracts/3", json={"location": "Kelder"})
    assert 150 in [row["objectid"] for row in caller.items("/contracts/3/objects", location="Kel*")]
    assert 3 in [row["contractid"] for row in caller.items("/objects/150/contracts")]
    assert 3 in {row["id"] for row in caller.everything("/contracts/", objectids="150")}
    caller.refused("GET", "/contracts/3/objects/99999", 404)


def test_a_new_contract_reminds_of_its_end(caller: Caller) -> None:
    body: dict[str, Any] = {
        "number": "C-1",
        "start": "2026-01-01T00:00:00Z",
        "end": "2027-01-31T00:00:00Z",
        "reminderdays": 30,
        "contact": {"id": 2},
        "responsible": {"id": 6},
    }
    contract = caller.ask("POST", "/contracts/", json=body)
    (reminder,) = caller.items(f"/contracts/{contract['id']}/reminders")
    activity = caller.get(f"/activities/{reminder['activityid']}")
    assert (activity["date"], activity["userid"], activity["accountid"]) == ("2027-01-01", 6, 2)
    path = f"/contracts/{contract['id']}/reminder"
    assert caller.get(f"{path}/{reminder['activityid']}") == reminder
    caller.refused("GET", f"{path}/1", 404)


def test_the_relations_of_an_object_can_be_asked_for_by_type(caller: Caller) -> None:
    rows = caller.items("/objects/1/relations")
    assert {row["type"] for row in rows} == {"account", "contact", "order"}
    (order,) = caller.items("/objects/1/relations/order")
    assert caller.get(f"/objects/1/relations/order/{order['otherid']}") == order
    assert caller.items("/objects/1/relations/nothing") == []


def test_a_file_is_kept_and_seen_from_everything_it_belongs_to(caller: Caller) -> None:
    content = b"%PDF-1.7 oefening"
    body = {
        "name": "Afrekening.pdf",
        "content": base64.b64encode(content).decode(),
        "folderid": 1,
        "connectedaccounts": [2],
        "connectedactivities": [1],
    }
    made = caller.ask("POST", "/files/", json=body)
    entry = {"id": made["id"], "name": "Afrekening.pdf"}
    assert "content" not in made
    assert entry in caller.get("/accounts/2")["files"]
    assert entry in caller.get("/activities/1")["files"]
    assert entry in caller.get("/files/folders/1")["files"]
    assert made["id"] in caller.ids("/files/", accountid=2)
    kept = caller.office.record("cirrus", "files", made["id"])
    assert base64.b64decode(kept["_content"]) == content


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"content": "geen base64!"}, "content"),
        ({"folderid": 999}, "folderid"),
        ({"connectedaccounts": [1, 99999]}, "connectedaccounts"),
    ],
)
def test_a_file_that_cannot_be_is_refused(change: Row, field: str, caller: Caller) -> None:
    body = {"name": "x", "content": "eA=="} | change
    assert errors(caller.refused("POST", "/files/", 400, json=body)) == {field}


def test_a_file_too_large_is_413(caller: Caller) -> None:
    content = base64.b64encode(bytes(10 * 1024 * 1024 + 1)).decode()
    caller.refused("POST", "/files/", 413, json={"name": "groot", "content": content})
