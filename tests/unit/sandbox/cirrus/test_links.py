"""Files, and what they are connected to."""

import base64

import pytest

from tests.unit.sandbox.cirrus.conftest import Caller, Row, errors


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
