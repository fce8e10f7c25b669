"""How calls are let in and lists are cut; that every call answers as documented, the contract suite tries."""

from typing import Any

import pytest

from portal.sandbox.dossierdata import SYSTEM
from tests.practice import PracticeOffice
from tests.unit.sandbox.dossierdata.conftest import PREFIX, Caller

OPERATIONS = list(SYSTEM.catalogue.operations.values())
RESOURCES = sorted({one.path[1:] for one in OPERATIONS if one.operation_id.startswith("list_")})


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


def test_an_id_in_a_body_is_ignored(caller: Caller) -> None:
    body = caller.ask("GET", "/note/2") | {"id": 1, "title": "Ander kenmerk"}
    stored = caller.ask("POST", "/note", json=body)
    assert stored["id"] not in {"1", "2"}
    assert caller.ask("PUT", "/note/2", json=body)["id"] == "2"
    assert caller.ask("GET", "/note/2")["title"] == "Ander kenmerk"
    assert caller.ask("GET", "/note/1")["title"] != "Ander kenmerk"


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
