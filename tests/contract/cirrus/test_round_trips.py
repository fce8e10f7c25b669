"""Every resource that documents it: made, seen and changed, and deleted where a call for it exists."""

import pytest

from portal.integrations.errors import NotFound
from portal.integrations.openapi import Operation
from tests.contract.cirrus.conftest import DOCUMENT, Server
from tests.contract.cirrus.test_operations import KNOWN
from tests.contract.crm.explore import Explorer

# Texts that mean something to the server, and fields it sets itself.
MEANING = {"id", "created", "updated", "externalkey", "email", "type", "currency", "starttime", "stoptime"}
MEANING |= {"altvalue", "number", "resource", "group", "language", "status", "url"}


def find_item(path: str) -> str:
    """The path of one record of a collection, where it can be seen and changed; else ""."""
    paths: list[str] = list(DOCUMENT.raw["paths"])
    for one in paths:
        head, _slash, tail = one.rpartition("/")
        is_item = head == path.rstrip("/") and tail.startswith("{")
        if is_item and DOCUMENT.find_operation("GET", one) and DOCUMENT.find_operation("PUT", one):
            return one
    return ""


COLLECTIONS = [
    path
    for path in sorted(DOCUMENT.raw["paths"])
    if DOCUMENT.find_operation("POST", path) and find_item(path)
]


def find_text(update: Operation, view: Operation) -> str:
    """A text both in the body of the change and in what is seen."""
    assert update.body is not None
    assert update.body.schema is not None
    seen = DOCUMENT.find_record_schema(view)
    assert seen is not None
    texts = (
        name
        for name, one in update.body.schema.properties.items()
        if one.type == "string" and not (one.enum or one.format) and name not in MEANING
    )
    shown = {name for name, one in seen.properties.items() if one.type == "string"}
    return next((one for one in texts if one in shown), "")


@pytest.mark.parametrize("path", COLLECTIONS)
def test_record_is_made_seen_and_changed(cirrus: Server, path: str) -> None:
    client = cirrus.client
    item = find_item(path)
    name = item.rpartition("{")[2].rstrip("}")
    create, view = DOCUMENT.find_operation("POST", path), DOCUMENT.find_operation("GET", item)
    update, delete = DOCUMENT.find_operation("PUT", item), DOCUMENT.find_operation("DELETE", item)
    assert create
    assert view
    assert update
    explorer = Explorer(client, None, KNOWN)
    made = client.call(create.operation_id, body=explorer.build_body(create))
    # One call answers with every record, the new one among them.
    record_id = made.record_id or max(row["id"] for row in made.items)
    place = {name: record_id}
    assert client.call(view.operation_id, path=place).record

    changed = find_text(update, view)
    body = explorer.build_body(update)
    if changed:
        body[changed] = "Anders"
    client.call(update.operation_id, path=place, body=body)
    seen = client.call(view.operation_id, path=place).record
    assert seen is not None
    assert not changed or seen[changed] == "Anders"

    if delete is not None:
        client.call(delete.operation_id, path=place)
        with pytest.raises(NotFound):
            client.call(view.operation_id, path=place)


def test_the_great_resources_have_a_round_trip() -> None:
    great = {
        "/accounts/",
        "/activities/",
        "/contacts/",
        "/orders/",
        "/quotes/",
        "/contracts/",
        "/opportunities/",
    }
    assert great <= set(COLLECTIONS)
