"""Every call of the catalogue is played, and its answers are those of the catalogue."""

from typing import Any

import pytest

from portal.sandbox.cirrus import SYSTEM, seed
from portal.sandbox.cirrus.resources import RESOURCES
from portal.sandbox.clock import Clock
from portal.sandbox.crm.catalogue import Operation
from portal.sandbox.crm.shape import fit
from tests.practice import PracticeOffice
from tests.unit.sandbox.cirrus.conftest import Caller
from tests.unit.sandbox.cirrus.samples import QUERIES, body_of, path_of

OPERATIONS = list(SYSTEM.catalogue.operations.values())
READS = [one for one in OPERATIONS if one.method == "GET"]
WRITES = [one for one in OPERATIONS if one.method != "GET"]
ROUND = [
    one
    for one in OPERATIONS
    if one.method == "POST"
    and one.answer is None
    and f"{one.path.rstrip('/')}/{{id}}" in SYSTEM.catalogue.document["paths"]
    and one.path.rstrip("/") in RESOURCES
]
EMPTY = {"list_object_relations"}
ROWS = seed(Clock().today())


def name_of(operation: Operation) -> str:
    return operation.operation_id


def test_every_operation_has_a_handler() -> None:
    assert len(OPERATIONS) == 233
    assert sum(one.is_deprecated for one in OPERATIONS) == 19
    assert {one.operation_id for one in OPERATIONS} == set(SYSTEM.handlers)


@pytest.mark.parametrize("operation", OPERATIONS, ids=name_of)
def test_a_call_without_a_token_is_401_and_is_logged(operation: Operation, practice: PracticeOffice) -> None:
    answer = practice.client.request(operation.method, f"/cirrus{path_of(operation, ROWS)}")
    assert answer.status_code == 401
    assert answer.json() == {"message": "Unauthenticated"}
    (call,) = practice.calls(system="cirrus")
    assert call["operation"] == operation.operation_id


@pytest.mark.parametrize("operation", READS, ids=name_of)
def test_a_read_answers_something_of_the_shape_of_the_catalogue(operation: Operation, caller: Caller) -> None:
    body = caller.get(path_of(operation, ROWS), **QUERIES.get(operation.operation_id, {}))
    rows = body if isinstance(body, list) else body.get("items", [body])
    assert rows, "nothing to look at"
    if operation.operation_id != "list_missions":  # the catalogue shows another model there
        assert operation.answer is not None
        assert fit(SYSTEM.catalogue, operation.answer, body) == body


@pytest.mark.parametrize("operation", WRITES, ids=name_of)
def test_a_write_is_taken_with_every_field_and_answers_as_documented(
    operation: Operation, caller: Caller
) -> None:
    body = body_of(operation)
    answer = caller.send(operation.method, path_of(operation, ROWS), json=body)
    is_new = operation.operation_id.startswith("create_") and operation.answer is None
    assert answer.status_code == (204 if "delete" in operation.operation_id else 201 if is_new else 200)
    caller.check(operation.method, operation.path, answer)


@pytest.mark.parametrize("operation", [one for one in WRITES if one.needs_body], ids=name_of)
def test_a_write_without_its_body_is_400(operation: Operation, caller: Caller) -> None:
    refusal = caller.refused(operation.method, path_of(operation, ROWS), 400)
    assert refusal == {
        "message": "Input payload validation failed",
        "errors": {"body": "a body is required"},
    }


@pytest.mark.parametrize("operation", ROUND, ids=name_of)
def test_what_was_created_is_shown_and_can_be_changed(operation: Operation, caller: Caller) -> None:
    created = caller.ask("POST", operation.path, json=body_of(operation))
    path = f"{operation.path.rstrip('/')}/{created['id']}"
    shown = caller.get(path)
    both = created.keys() & shown.keys()  # a subscription is shown as a sort group
    assert {name: created[name] for name in both} == {name: shown[name] for name in both}
    update = next(
        one for one in OPERATIONS if (one.method, one.path) == ("PUT", f"{operation.path.rstrip('/')}/{{id}}")
    )
    sent = body_of(update)
    changed = caller.ask("PUT", path, json=sent)
    assert changed["id"] == created["id"]
    again = caller.get(path)
    both = changed.keys() & again.keys()
    assert {name: changed[name] for name in both} == {name: again[name] for name in both}
    assert both >= {"id"}


@pytest.mark.parametrize("operation", [one for one in OPERATIONS if "{id}" in one.path], ids=name_of)
def test_a_record_that_is_not_there_is_404(operation: Operation, caller: Caller) -> None:
    caller.refused(operation.method, operation.path.replace("{id}", "987654"), 404, json=body_of(operation))


def test_the_deprecated_are_marked_in_the_catalogue_and_still_answer(caller: Caller) -> None:
    old: list[Any] = [one for one in READS if one.is_deprecated]
    assert {one.operation_id for one in old} >= {"list_templates", "list_emails", "list_account_types"}
    assert caller.get("/accounts/accounttypes")[0]["name"] == "Klant"
    assert caller.items("/emails/")[0]["to"]
