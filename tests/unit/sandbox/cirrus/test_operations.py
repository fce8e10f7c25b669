"""What every call refuses; that every call answers as documented, the contract suite tries."""

from typing import Any

import pytest

from portal.sandbox.cirrus import SYSTEM
from portal.sandbox.crm.catalogue import Operation
from tests.practice import PracticeOffice
from tests.unit.sandbox.cirrus.conftest import Caller

OPERATIONS = list(SYSTEM.catalogue.operations.values())
WITH_BODY = [one for one in OPERATIONS if one.needs_body]


def name_of(operation: Operation) -> str:
    return operation.operation_id


def path_of(operation: Operation) -> str:
    """With ids that exist, and texts that stand for nothing."""
    path = operation.path
    for parameter in operation.parameters:
        if parameter.place == "path":
            path = path.replace(f"{{{parameter.name}}}", "1")
    return path


def test_every_call_without_a_token_is_401_and_is_logged(practice: PracticeOffice) -> None:
    for operation in OPERATIONS:
        answer = practice.client.request(operation.method, f"/cirrus{path_of(operation)}")
        assert answer.status_code == 401, operation.operation_id
        assert answer.json() == {"message": "Unauthenticated"}
    called = [call["operation"] for call in practice.calls(system="cirrus")]
    assert called == [one.operation_id for one in OPERATIONS]


@pytest.mark.parametrize("operation", WITH_BODY, ids=name_of)
def test_a_write_without_its_body_is_400(operation: Operation, caller: Caller) -> None:
    refusal = caller.refused(operation.method, path_of(operation), 400)
    assert refusal == {
        "message": "Input payload validation failed",
        "errors": {"body": "a body is required"},
    }


@pytest.mark.parametrize("operation", [one for one in OPERATIONS if "{id}" in one.path], ids=name_of)
def test_a_record_that_is_not_there_is_404(operation: Operation, caller: Caller) -> None:
    path = operation.path.replace("{id}", "987654")
    body: Any = make_body(operation)
    caller.refused(operation.method, path, 404, json=body)


def make_body(operation: Operation) -> Any:
    """The least that is taken."""
    schema = SYSTEM.catalogue.resolve(operation.bodies.get("application/json", {}))
    return {name: make(schema["properties"][name]) for name in schema.get("required", ())}


def make(schema: Any) -> Any:
    schema = SYSTEM.catalogue.resolve(schema)
    kinds = schema.get("type", "object")
    kind = kinds if isinstance(kinds, str) else kinds[0]
    if kind == "object":
        return {name: make(schema["properties"][name]) for name in schema.get("required", ())}
    texts = {"date": "2026-03-04", "date-time": "2026-03-04T09:30:00Z"}
    plain = {"integer": 1, "number": 1, "boolean": True, "array": []}
    return texts.get(schema.get("format", ""), "eA==") if kind == "string" else plain[kind]
