"""Every operation of the catalogue: called with a request built from its schema, answered as documented."""

import pytest

from portal.integrations.openapi import Operation
from portal.sandbox.dossierdata import SYSTEM
from tests.contract.crm.explore import Explorer
from tests.contract.crm.servers import records_of
from tests.contract.dossierdata.conftest import DOCUMENT, Server

# Where a code arrives, and the sign-in page: for a browser, tried in test_sign_in.py.
FOR_BROWSERS = {"authorize", "oauth_callback", "create_access_token"}
OPERATIONS = [one for name, one in DOCUMENT.operations.items() if name not in FOR_BROWSERS]
READS = [one for one in OPERATIONS if one.method == "GET"]
WRITES = [one for one in OPERATIONS if one.method != "GET"]
PEOPLE = ("customer", "customer_id", "customer_id_or_uuid", "secondary_customer_id", "parent", "partner")
OTHERS = (
    "office",
    "advisor",
    "user_id",
    "finished_by",
    "entity_id",
    "mortgage_id",
    "template_id",
    "email_id",
)
KNOWN: dict[tuple[str, str], object] = {("", name): 1 for name in (*PEOPLE, *OTHERS)}


def call(server: Server, operation: Operation, **more: object) -> None:
    known = KNOWN | {("", name): value for name, value in more.items()}
    explorer = Explorer(server.client, server.key, known)
    path = explorer.find_path(operation)
    body = explorer.build_body(operation)
    query = explorer.build_query(operation)
    result = server.client.call(
        operation.operation_id, path=path, query=query, body=body, credential=server.key
    )
    assert result.status == 200
    assert server.system.carried[-1] == operation.operation_id
    if operation.operation_id.startswith("get_") and operation.operation_id != "get_protected":
        assert result.record


@pytest.mark.parametrize("operation", READS, ids=lambda one: one.operation_id)
def test_read(server: Server, operation: Operation) -> None:
    with records_of(server):
        call(server, operation)


@pytest.mark.parametrize("operation", WRITES, ids=lambda one: one.operation_id)
def test_write(dossierdata: Server, operation: Operation) -> None:
    more: dict[str, object] = {}
    if operation.path == "/lock/{lock_id}":  # only one's own may be changed
        lock = {"lockable_type": "customer", "lockable_id": 5, "user_id": 1}
        more["lock_id"] = dossierdata.client.call(
            "create_lock", body=lock, credential=dossierdata.key
        ).record_id
        more["lockable_id"] = 5
    call(dossierdata, operation, **more)


def test_catalogue_client_and_practice_server_have_the_same_operations() -> None:
    assert len(DOCUMENT.operations) == 89
    assert set(DOCUMENT.operations) == set(SYSTEM.handlers)
    tried = {one.operation_id for one in OPERATIONS} | FOR_BROWSERS
    assert tried == set(DOCUMENT.operations)
