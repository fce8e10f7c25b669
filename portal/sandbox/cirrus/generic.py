"""Show, create and change any record."""

from typing import Any

from portal.sandbox.cirrus.hooks import Hooks
from portal.sandbox.cirrus.resources import Resource
from portal.sandbox.cirrus.system import view_of
from portal.sandbox.cirrus.writing import Taker, merged, stamp
from portal.sandbox.crm.records import Row
from portal.sandbox.crm.system import Ask, Refusal


def must_find(ask: Ask, resource: str, record_id: Any) -> Row:
    """A copy, free to change. Raises Refusal (not-found)."""
    found = ask.records.get(resource, record_id)
    if found is None:
        raise Refusal(404, "not-found", f"{record_id} does not exist in {resource}")
    return found


def show(ask: Ask, resource: Resource) -> Any:
    return view_of(ask).show(resource.model, must_find(ask, resource.name, ask.path["id"]))


def read_body(ask: Ask, resource: Resource) -> Row:
    """The body in the form in which the record is stored. Raises Refusal (invalid)."""
    taker = Taker(view_of(ask))
    taken = taker.take(resource.model, ask.body or {})
    taker.check()
    return taken


def create(ask: Ask, resource: Resource, hooks: Hooks) -> Any:
    view, now = view_of(ask), ask.office.clock.now()
    row = stamp(view, resource.model, read_body(ask, resource), now, is_new=True)
    row = ask.records.add(resource.name, hooks.before(ask, row, None))
    return view_of(ask).show(resource.model, row)


def update(ask: Ask, resource: Resource, hooks: Hooks) -> Any:
    """Fields that the body does not name stay as they were."""
    old = must_find(ask, resource.name, ask.path["id"])
    view, now = view_of(ask), ask.office.clock.now()
    row = stamp(view, resource.model, merged(old, read_body(ask, resource)), now, is_new=False)
    row = hooks.before(ask, row, old)
    ask.records.put(resource.name, old["id"], row)
    return view_of(ask).show(resource.model, row)
