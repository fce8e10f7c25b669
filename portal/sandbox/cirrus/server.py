"""Puts the practice Cirrus together: which handler answers which call."""

from portal.sandbox.cirrus import (  # noqa: F401 - they register their handlers
    accounts,
    activitytypes,
    bankid,
    budgets,
    challenges,
    contracts,
    dynamic,
    files,
    following,
    kpis,
    missions,
    objects,
    people,
    services,
    settings,
)
from portal.sandbox.cirrus.generic import create, show, update
from portal.sandbox.cirrus.hooks import HOOKS, Hooks
from portal.sandbox.cirrus.lists import list_rows
from portal.sandbox.cirrus.resources import RESOURCES, Resource
from portal.sandbox.cirrus.system import SYSTEM, view_of
from portal.sandbox.crm.catalogue import Operation
from portal.sandbox.crm.system import Handler

NO_HOOKS = Hooks()


def _handler(operation: Operation) -> Handler | None:
    """What serves an operation that has nothing special."""
    is_one = operation.path.endswith("/{id}")
    found = RESOURCES.get(operation.path.removesuffix("/{id}").rstrip("/"))
    if found is None:
        return None
    resource, hooks = (
        Resource(found.name, _model_of(operation) or found.model),
        HOOKS.get(found.name, NO_HOOKS),
    )
    match operation.method, is_one:
        case "GET", True:
            return lambda ask: show(ask, resource)
        case "GET", False:
            return lambda ask: list_rows(ask, resource, view_of(ask))
        case "POST", False:
            return lambda ask: create(ask, resource, hooks)
        case "PUT", True:
            return lambda ask: update(ask, resource, hooks)
        case _:
            return None


def _model_of(operation: Operation) -> str:
    """The schema of what an operation answers: a list may show a record by another one than its own call."""
    schema = operation.answer or {}
    for part in schema.get("allOf", ()):
        schema = part.get("properties", {}).get("items", schema)
    return str(schema.get("items", schema).get("$ref", "")).rpartition("/")[2]


for _operation in SYSTEM.catalogue.operations.values():
    if _operation.operation_id not in SYSTEM.handlers and (_found := _handler(_operation)):
        SYSTEM.handlers[_operation.operation_id] = _found

__all__ = ["SYSTEM"]
