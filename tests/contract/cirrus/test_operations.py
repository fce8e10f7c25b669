"""Every operation of the catalogue: called with a request built from its schema, answered as documented."""

import pytest

from portal.integrations.openapi import Operation
from portal.sandbox.cirrus import SYSTEM
from tests.contract.cirrus.conftest import DOCUMENT, Server
from tests.contract.crm.explore import Explorer
from tests.contract.crm.servers import records_of

OPERATIONS = list(DOCUMENT.operations.values())
READS = [one for one in OPERATIONS if one.method == "GET"]
WRITES = [one for one in OPERATIONS if one.method != "GET"]
# Records of the practice server that no list leads to by their id, and texts that mean something.
PATHS: dict[str, dict[str, object]] = {
    "/accounts/{accountid}/budget/{year}/{month}": {"accountid": 1, "year": 2026, "month": 1},
    "/users/{userid}/budget/{year}/{month}": {"userid": 6, "year": 2025, "month": 1},
    "/accounts/{target}/merge/{source}": {"target": 1, "source": 2},
    "/gamification/stats/{id}": {"id": 2},
    "/contracts/{contract_id}/reminder/{activity_id}": {"contract_id": 11, "activity_id": 841},
    "/contracts/{contract_id}/objects/{object_id}": {"contract_id": 1, "object_id": 128},
    "/objects/{object_id}/contracts/{contract_id}": {"object_id": 1, "contract_id": 23},
    "/objects/{object_id}/relations/{relation_type}": {"object_id": 1, "relation_type": "account"},
    "/objects/{object_id}/relations/{relation_type}/{other_id}": {
        "object_id": 1,
        "relation_type": "account",
        "other_id": 54,
    },
    "/missions/{mission_id}/connections/{connection_type}": {"mission_id": 1, "connection_type": "account"},
    "/missions/{mission_id}/connections/{connection_type}/{other_id}": {
        "mission_id": 1,
        "connection_type": "account",
        "other_id": 60,
    },
    "/dynamicfields/values/{fieldid}/{resourceid}": {"fieldid": 3, "resourceid": 1},
    "/bankid/{id}": {"id": 1},
    "/services/bankid/{id}": {"id": 1},
}
KNOWN: dict[tuple[str, str], object] = {
    ("", "altvalue"): "12.50",
    ("", "estimatedenddate"): "2026-03-01",
    ("", "starttime"): "09:00",
    ("", "stoptime"): "10:00",
    ("", "person_number"): "199913990001",
    ("create_challenge", "challenged"): {"id": 4},
    ("update_dynamic_value", "value"): "5000",
}
KNOWN |= {
    (one.operation_id, name): value for one in OPERATIONS for name, value in PATHS.get(one.path, {}).items()
}


def call(server: Server, operation: Operation) -> None:
    explorer = Explorer(server.client, None, {} if server.is_live else KNOWN)
    path = explorer.find_path(operation)
    body = explorer.build_body(operation)
    query = explorer.build_query(operation)
    result = server.client.call(operation.operation_id, path=path, query=query, body=body)
    assert result.status in (200, 201, 204)
    assert server.system.carried[-1] == operation.operation_id


@pytest.mark.parametrize("operation", READS, ids=lambda one: one.operation_id)
def test_read(server: Server, operation: Operation) -> None:
    with records_of(server):
        call(server, operation)


@pytest.mark.parametrize("operation", WRITES, ids=lambda one: one.operation_id)
def test_write(cirrus: Server, operation: Operation) -> None:
    call(cirrus, operation)


def test_catalogue_client_and_practice_server_have_the_same_operations() -> None:
    assert len(DOCUMENT.operations) == 233
    assert set(DOCUMENT.operations) == set(SYSTEM.handlers)
    assert {one.operation_id for one in (*READS, *WRITES)} == set(DOCUMENT.operations)
