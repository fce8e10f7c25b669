"""Puts the practice Cirrus together: which handler answers which call."""

from portal.sandbox.cirrus import acts  # noqa: F401 - it registers
from portal.sandbox.cirrus.documented import play
from portal.sandbox.cirrus.generic import HOOKS, Hooks, create, show, update
from portal.sandbox.cirrus.query.lists import list_rows
from portal.sandbox.cirrus.resources import KEPT, Resource
from portal.sandbox.cirrus.system import SYSTEM, view_of
from portal.sandbox.crm.catalogue import Operation
from portal.sandbox.crm.system import Handler

NO_HOOKS = Hooks()


def _handler(operation: Operation) -> Handler:
    """What serves an operation that has nothing special."""
    is_one = operation.path.endswith("/{id}")
    resource = KEPT.get(operation.path.removesuffix("/{id}").rstrip("/"))
    if resource is None:
        return play(operation)
    return _serve(operation.method, resource, HOOKS.get(resource.name, NO_HOOKS), is_one=is_one)


def _serve(method: str, resource: Resource, hooks: Hooks, *, is_one: bool) -> Handler:
    match method, is_one:
        case "GET", True:
            return lambda ask: show(ask, resource)
        case "GET", False:
            return lambda ask: list_rows(ask, resource, view_of(ask))
        case "POST", _:
            return lambda ask: create(ask, resource, hooks)
        case _:
            return lambda ask: update(ask, resource, hooks)


for _operation in SYSTEM.catalogue.operations.values():
    if _operation.operation_id not in SYSTEM.handlers:
        SYSTEM.handlers[_operation.operation_id] = _handler(_operation)

__all__ = ["SYSTEM"]
