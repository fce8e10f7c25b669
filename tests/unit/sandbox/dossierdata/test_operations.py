"""Every call of the catalogue is played, and its answers are those of the catalogue."""

from typing import Any

import pytest

from portal.sandbox.dossierdata import SYSTEM
from tests.practice import PracticeOffice
from tests.unit.sandbox.dossierdata.conftest import CATALOGUE, PREFIX, Caller

OPERATIONS = list(SYSTEM.catalogue.operations.values())
RESOURCES = sorted({one.path[1:] for one in OPERATIONS if one.operation_id.startswith("list_")})
WHOLE = [name for name in RESOURCES if f"/{name}/{{{name}_id}}" in CATALOGUE["paths"] and name != "office"]
# Samples that name a record there is not, or one that somebody has open.
REAL = {
    "address": {"customer": 40},
    "dossier": {"customer_id": "40"},
    "lock": {"lockable_type": "dossier", "lockable_id": 7},
    "signal": {"finished_by": 0, "finished_at": "", "snoozed_until": "01-01-2030 12:00:00"},
}


def sample(resource: str) -> dict[str, Any]:
    content = CATALOGUE["paths"][f"/{resource}"]["post"]["requestBody"]["content"]["application/json"]
    body = {name: value for name, value in content["example"].items() if name != "id"}
    if resource == "mortgage":  # dates of the page that are none
        body |= {"bankgarantie": "01-01-2018", "end_financing_reservation_date": ""}
    for name in ("created_at", "updated_at", "datetime"):
        if name in body and body[name] in ("test", "4"):
            del body[name]
    return body | REAL.get(resource, {})


def test_every_operation_has_a_handler() -> None:
    assert len(OPERATIONS) == 89
    assert {one.operation_id for one in OPERATIONS} == set(SYSTEM.handlers)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.operation_id)
def test_a_known_call_without_a_token_is_401_in_its_form_and_is_logged(
    operation: Any, practice: PracticeOffice
) -> None:
    path = operation.path
    while "{" in path:
        path = path[: path.index("{")] + "1" + path[path.index("}") + 1 :]
    answer = practice.client.request(operation.method, f"{PREFIX}{path}")
    (call,) = practice.calls()
    assert (call["system"], call["operation"]) == ("dossierdata", operation.operation_id)
    if SYSTEM.is_open(operation):
        assert answer.status_code in {200, 400, 401}
    else:
        assert answer.status_code == 401
        body = answer.json()
        assert ("error" in body) == (path == "/protected")
        assert ("errors" in body) != ("error" in body)


@pytest.mark.parametrize("resource", RESOURCES)
def test_a_list_has_the_shape_of_the_catalogue_and_fifteen_rows_at_most(
    resource: str, caller: Caller
) -> None:
    body = caller.ask("GET", f"/{resource}")
    meta = body["meta"]["pagination"]
    assert meta["count"] == len(body["data"]) == min(15, meta["total"])
    assert all(isinstance(row["id"], int) for row in body["data"])
    known = set(
        SYSTEM.catalogue.document["components"]["schemas"][resource[0].upper() + resource[1:]].get(
            "properties", {}
        )
    )
    if known:
        assert all(row.keys() <= known | {"id", "uuid"} for row in body["data"])


@pytest.mark.parametrize("resource", WHOLE)
def test_a_record_goes_round_create_show_update_delete(resource: str, caller: Caller) -> None:
    body = sample(resource)
    stored = caller.ask("POST", f"/{resource}", json=body | {"id": 1})
    assert stored["id"] != "1"
    path = f"/{resource}/{stored['id']}"
    assert stored["success"] is True
    shown = caller.ask("GET", path)
    kept = {name: value for name, value in body.items() if shown.get(name) == value}
    assert shown["id"] == stored["id"]
    assert len(kept) >= len(body) * 0.6, set(body) - set(kept)
    assert stored["id"] in {str(row["id"]) for row in caller.rows(resource, perPage=5000)}
    assert caller.ask("PUT", path, json=body) == stored
    assert caller.ask("DELETE", path) == stored
    gone = caller.send("GET", path)
    assert gone.status_code == 404
    assert gone.json()["errors"][0]["message"] == "Not found"
    assert stored["id"] not in {str(row["id"]) for row in caller.rows(resource, perPage=5000)}


def test_an_office_can_be_made_and_seen_but_not_changed(caller: Caller) -> None:
    stored = caller.ask("POST", "/office", json={"name": "Lindehof Leiden"})
    assert caller.ask("GET", f"/office/{stored['id']}")["name"] == "Lindehof Leiden"
    assert caller.send("PUT", "/office/1", json={"name": "x"}).status_code == 405
    assert caller.send("DELETE", "/office/1").status_code == 405


def test_a_customer_cannot_be_shown_changed_or_deleted(caller: Caller) -> None:
    for method in ("GET", "PUT", "DELETE"):
        assert caller.send(method, "/customer/1", json={}).status_code == 404
    assert caller.send("GET", "/customer/lead").status_code == 405


@pytest.mark.parametrize("path", ["/nothing", "/note/", "/note/1/2", "/"])
def test_an_unknown_path_is_404(path: str, caller: Caller) -> None:
    assert caller.send("GET", path).status_code == 404
    assert caller.office.calls()[-1]["operation"] == "unknown"


def test_a_bearer_token_needs_its_capital_and_one_in_the_query_is_seen_in_the_log(caller: Caller) -> None:
    get = caller.office.client.get
    assert get(f"{PREFIX}/note", headers={"Authorization": f"bearer {caller.token}"}).status_code == 401
    assert get(f"{PREFIX}/note", params={"token": caller.token}).status_code == 200
    last = caller.office.calls()[-1]
    assert last["scheme"] == "query"
    assert caller.token not in str(last)


@pytest.mark.parametrize("switch", ["as_documented", "wrapped", "loose"])
def test_each_switch_changes_what_a_read_call_answers(switch: str, caller: Caller) -> None:
    caller.office.set_switch("dossierdata", switch)
    shown = caller.ask("GET", "/note/1")
    row = caller.send("GET", "/note").json()["data"][0]
    if switch == "as_documented":
        assert shown == {"success": True, "id": "1"}
        assert "id" not in caller.rows("address")[0]
        assert caller.send("POST", "/note", json={}).status_code == 401
        assert caller.send("GET", "/note?page=2").json()["data"][0] == row
    elif switch == "wrapped":
        assert shown["data"]["id"] == 1
    else:
        assert row["id"] == "1"
        assert row["deleted_at"] is None
        assert "_version" in row
