"""Operations without a module of their own: records are made, shown, changed and deleted by the catalogue.

A resource is a path without its ids ("orders", "missions/connections"). Its first rows hold nothing but an
id. A row is shown with the fields that were sent; the rest are samples made from the schema and the id. So
every answer has the documented shape, and what was sent comes back.
"""

from collections.abc import Iterator
from typing import Any

from starlette.responses import Response

from portal.sandbox.cirrus.generic import must_find
from portal.sandbox.cirrus.query.lists import choose, page
from portal.sandbox.cirrus.resources import KEPT, target_of
from portal.sandbox.cirrus.samples import Sampler
from portal.sandbox.cirrus.system import SYSTEM, view_of
from portal.sandbox.crm.catalogue import Operation, Schema
from portal.sandbox.crm.records import Row
from portal.sandbox.crm.system import Ask, Handler, Refusal

FIRST_ROWS = 12
AT, GONE = "_at", "_gone"
OWN_USER = "users/me"
READS = [one for one in SYSTEM.catalogue.operations.values() if one.method == "GET"]


def play(operation: Operation) -> Handler:
    """The handler of an operation, chosen by its method and the shape of its answer."""
    handlers = {"GET": _list if _item_of(operation) else _show, "POST": _create, "PUT": _update}
    return handlers.get(operation.method, _remove)


def first_rows() -> dict[str, list[Row]]:
    """The records of a fresh day, for every resource that is served here and can be read."""
    names = {_resource_of(one) for one in READS} - {path.strip("/") for path in KEPT}
    return {name: [{"id": number} for number in range(1, FIRST_ROWS + 1)] for name in names}


def _item_of(operation: Operation) -> Schema | None:
    """The schema of one record of a list; None when the operation answers one record, or nothing."""
    answer = operation.answer or {}
    for part in answer.get("allOf", ()):
        answer = part.get("properties", {}).get("items", answer)
    found: Schema | None = answer.get("items")
    return found


def _resource_of(operation: Operation) -> str:
    """The resource of an operation: with ids in the path, the one that the last id belongs to."""
    path = operation.path if _item_of(operation) else operation.path[: operation.path.rfind("}") + 1]
    return "/".join(one for one in (path or operation.path).split("/") if one and not one.startswith("{"))


def _find_item(path: str) -> Schema | None:
    """The schema that shows one record of a collection."""
    for one in READS:
        head, _slash, tail = one.path.rpartition("/")
        if head == path.rstrip("/") and tail.startswith("{") and one.answer:
            return one.answer
    return None


def _schema_of(ask: Ask) -> Schema:
    """The schema for what was made or changed: that of the answer, of the matching GET, or none (as sent)."""
    operation = ask.operation
    if operation.answer:
        return _item_of(operation) or operation.answer
    shown = (_item_of(one) or one.answer for one in READS if one.path == operation.path)
    return _find_item(operation.path) or next(shown, None) or next(iter(operation.bodies.values()), {})


def _complete(ask: Ask, schema: Schema, row: Row) -> Row:
    """A row completed to a schema; accounts, contacts and so on that it refers to are our own records."""
    view = view_of(ask)

    def show_kept(field: str, model: str, record_id: int) -> Row | None:
        target = target_of(model, field)
        found = view.find(target, record_id) if target else None
        return view.show(model, found) if found and len(found) > 1 else None

    said = {name.replace("_", ""): value for name, value in ask.path.items()}
    named = _resource_of(ask.operation).rpartition("/")[2].capitalize()
    return Sampler(SYSTEM.catalogue, show_kept).complete(
        schema, said | row, label=f"{named} {row.get('id', 1)}"
    )


# Finding ---------------------------------------------------------------------------------------------


def _place(ask: Ask) -> str:
    return "/".join(str(value) for value in ask.path.values())


def _find(ask: Ask) -> Row:
    """Finds the record of the path. The first id must exist; of several, the others may be new.

    Raises Refusal (not-found).
    """
    resource = _resource_of(ask.operation)
    if not ask.path:
        is_own = resource == OWN_USER
        number = ask.caller.user_id if is_own else 1
        user = ask.records.get("users", number) if is_own else None
        return (user or {"id": 1}) | (ask.records.get(resource, number) or {})
    if len(ask.path) == 1:
        return must_find(ask, resource, _place(ask))
    kept = next((row for row in ask.records.rows(resource) if row.get(AT) == _place(ask)), None)
    must_find(ask, ask.operation.path.partition("{")[0].strip("/"), next(iter(ask.path.values())))
    if kept and kept.get(GONE):
        raise Refusal(404, "not-found", "There is no such record")
    return dict(kept) if kept else {"id": 0, AT: _place(ask)}


def _store(ask: Ask, row: Row) -> Row:
    resource = _resource_of(ask.operation)
    if not row["id"]:
        return ask.records.add(resource, row)
    ask.records.put(resource, row["id"], row)
    return row


# Serving ---------------------------------------------------------------------------------------------


def _list(ask: Ask) -> Any:
    rows = list(choose(ask, view_of(ask), list(_list_rows(ask))))
    is_paged = (ask.operation.answer or {}).get("type") != "array"
    return page(ask, rows, lambda some: some) if is_paged else rows


def _list_rows(ask: Ask) -> Iterator[Row]:
    """The rows to show, always with their id, even where the list's schema leaves it out.

    Without its id a record could not be opened.
    """
    item = _item_of(ask.operation) or {}
    whole = _find_item(ask.operation.path)
    for row in ask.records.rows(_resource_of(ask.operation)):
        if not row.get(GONE):
            shown = _complete(ask, item, row)
            more = _complete(ask, whole, row) if whole and "id" not in shown else {}
            yield {"id": row["id"], **more, **shown}


def _show(ask: Ask) -> Any:
    return _complete(ask, ask.operation.answer or {}, _find(ask))


def _create(ask: Ask) -> Any:
    sent = ask.body if isinstance(ask.body, dict) else {}
    row = ask.records.add(_resource_of(ask.operation), {**sent})
    shown = _complete(ask, _schema_of(ask), row)
    return [shown] if _item_of(ask.operation) else {"id": row["id"], **shown}


def _update(ask: Ask) -> Any:
    sent = ask.body if isinstance(ask.body, dict) else {}
    row = _find(ask)
    kept = _store(ask, row | {name: value for name, value in sent.items() if name != "id"})
    return _complete(ask, _schema_of(ask), kept)


def _remove(ask: Ask) -> Any:
    """Deletes a record. One that exists only as part of a path is marked, so that it is not made again."""
    row = _find(ask)
    if AT in row:
        _store(ask, row | {GONE: True})
    else:
        ask.records.remove(_resource_of(ask.operation), row["id"])
    return _complete(ask, ask.operation.answer, row) if ask.operation.answer else Response(status_code=204)
