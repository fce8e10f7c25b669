"""Every resource that documents it: made, seen, changed, deleted, by the client."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from portal.integrations.errors import NotFound
from portal.integrations.openapi import Schema
from tests.contract.crm.explore import Explorer
from tests.contract.dossierdata.conftest import DOCUMENT, Server
from tests.contract.dossierdata.test_operations import KNOWN
from tests.practice import PracticeOffice

# The server's own to set; a signal with a day it was finished is finished.
SERVERS_OWN = {"id", "uuid", "created_at", "updated_at", "deleted_at", "filesize", "finished_at", "synced_at"}
OWN = {"/signal": {"status"}}
# Texts that mean something to the server.
MEANING = {"for_instance_class", "lockable_type", "mime_type", "extension"} | {name for _tag, name in KNOWN}


def has_round_trip(path: str) -> bool:
    items = [other for other in DOCUMENT.raw["paths"] if other.startswith(f"{path}/{{")]
    return any(
        all(DOCUMENT.find_operation(method, item) for method in ("GET", "PUT", "DELETE")) for item in items
    )


PATHS = [path for path in sorted(DOCUMENT.raw["paths"]) if path.count("/") == 1 and has_round_trip(path)]


def find_item(path: str) -> str:
    return next(one.path for one in DOCUMENT.operations.values() if one.path.startswith(f"{path}/{{"))


def find_text(schema: Schema, body: dict[str, Any], dialect: Any) -> str:
    """A field that is safely changed: a text that is neither a date nor a reference."""
    return next(
        name
        for name, one in schema.properties.items()
        if one.type == "string"
        and not one.enum
        and name in body.keys() - SERVERS_OWN - MEANING
        and not dialect.find_date_format(name, one)
    )


@pytest.mark.parametrize("path", [path for path in PATHS if path != "/lock"])
def test_record_is_made_seen_changed_and_deleted(dossierdata: Server, path: str) -> None:
    client, key = dossierdata.client, dossierdata.key
    item = find_item(path)
    name = item.split("{")[1].rstrip("}")
    create, view = DOCUMENT.find_operation("POST", path), DOCUMENT.find_operation("GET", item)
    update, delete = DOCUMENT.find_operation("PUT", item), DOCUMENT.find_operation("DELETE", item)
    assert create and view and update and delete and create.body and create.body.schema  # noqa: PT018
    body = Explorer(client, key, KNOWN).build_body(create) or {"subject": "Vraag"}  # an e-mail has no fields

    made = client.call(create.operation_id, body=body, credential=key).record_id
    assert made
    seen = client.call(view.operation_id, path={name: made}, credential=key).record
    assert seen is not None
    kept = seen.keys() & body.keys() - SERVERS_OWN - OWN.get(path, set())
    assert {field: seen[field] for field in kept} == {
        field: expect(body[field], seen[field]) for field in kept
    }

    fields = create.body.schema
    changed = find_text(fields, body, client.dialect) if fields.properties else "subject"
    client.call(update.operation_id, path={name: made}, body={**body, changed: "Anders"}, credential=key)
    seen = client.call(view.operation_id, path={name: made}, credential=key).record
    assert seen is not None
    assert seen[changed] == "Anders"

    client.call(delete.operation_id, path={name: made}, credential=key)
    with pytest.raises(NotFound):
        client.call(view.operation_id, path={name: made}, credential=key)


def expect(sent: Any, seen: Any) -> Any:
    """What was sent, as the answer tells it: a moment for a day, a Decimal for a float."""
    if isinstance(sent, date) and isinstance(seen, datetime) and seen.date() == sent:
        return seen
    return Decimal(str(sent)) if isinstance(sent, float) else sent


def test_resources_that_document_a_round_trip_are_all_tried() -> None:
    assert {"/address", "/note", "/signal", "/document", "/dossier", "/mortgage", "/letter"} <= set(PATHS)
    assert len(PATHS) == 15


def test_customer_is_made_and_found_in_the_list(dossierdata: Server, practice: PracticeOffice) -> None:
    body = {"firstName": "Zoë", "lastName": "Nieuw", "emailaddress": "zoe@example.be"}
    made = dossierdata.client.call("create_customer_lead", body=body, credential=dossierdata.key).record_id
    assert practice.record("dossierdata", "customer", made)["lastName"] == "Nieuw"
    rows = dossierdata.client.iterate("list_customers", credential=dossierdata.key, size=100)
    assert any(row["lastName"] == "Nieuw" for row in rows)
