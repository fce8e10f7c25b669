"""List, show, create, update and delete: the same for every resource that the catalogue has them for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from portal.sandbox.crm.catalogue import Schema
from portal.sandbox.crm.checks import Problem
from portal.sandbox.crm.records import Row
from portal.sandbox.crm.shape import Page, cut, fit
from portal.sandbox.crm.system import Ask, Refusal
from portal.sandbox.dossierdata.contract import CONTRACT
from portal.sandbox.dossierdata.dates import normalise, write_date
from portal.sandbox.dossierdata.locks import check_lock
from portal.sandbox.dossierdata.system import SYSTEM
from portal.sandbox.dossierdata.tokens import find_user

PER_PAGE = 15
# What is deleted together with its parent.
CHILDREN = {"mortgage": (("mortgagePart", "mortgage_id"), ("mortgageProgress", "mortgage_id"))}


@dataclass(frozen=True, slots=True)
class Hooks:
    """What a resource does besides: ``before`` changes an incoming row, given the stored one."""

    before: Callable[[Ask, Row, Row | None], Row] = lambda _ask, row, _old: row
    shown: Callable[[Ask, Row], Row] = lambda _ask, row: row


NO_HOOKS = Hooks()


def add_handlers(hooks: Mapping[str, Hooks]) -> None:
    """Registers a handler for each call on ``/resource`` and ``/resource/{id}`` that has none yet."""
    handlers: Mapping[tuple[str, int], Callable[[str, Hooks, Ask], Any]] = {
        ("GET", 1): _list,
        ("POST", 1): _create,
        ("GET", 2): _show,
        ("PUT", 2): _update,
        ("DELETE", 2): _delete,
    }
    for operation in SYSTEM.catalogue.operations.values():
        _root, resource, *more = operation.path.split("/")
        handler = handlers.get((operation.method, 1 + len(more)))
        if handler and (not more or more[0].startswith("{")):
            own = partial(handler, resource, hooks.get(resource, NO_HOOKS))
            SYSTEM.handlers.setdefault(operation.operation_id, own)


# Answers ---------------------------------------------------------------------------------------------


def show_list(ask: Ask, resource: str, rows: list[Row], hooks: Hooks = NO_HOOKS) -> dict[str, Any]:
    """``{data, meta}``; page and links unless they are switched off."""
    as_documented = ask.records.is_on("as_documented")
    wanted = ask.http.query_params.get("page", "")
    number = int(wanted) if wanted.isdecimal() and int(wanted) and not as_documented else 1
    asked = ask.query.get("perPage", PER_PAGE)
    page = cut(rows, number=number, per_page=asked if asked > 0 else PER_PAGE)
    schema = _schema_of(resource)
    also = () if as_documented else ("id", "uuid") if resource == "customer" else ("id",)
    data = [fit(SYSTEM.catalogue, schema, hooks.shown(ask, row), also=also) for row in page.rows]
    pagination = {
        "total": page.total,
        "count": len(data),
        "per_page": page.per_page,
        "current": page.number,
        "total_pages": page.pages,
        "links": [] if as_documented else _links(ask, page),
    }
    return {"data": data, "meta": {"pagination": pagination}}


def _links(ask: Ask, page: Page) -> Any:
    """The links as an object, or an empty list without any, as PHP writes an empty array (ASSUMED)."""
    here = f"{ask.office.config.base_url}{ask.http.url.path}"
    around = {"previous": page.number - 1, "next": page.number + 1}
    return {
        name: f"{here}?{urlencode({'perPage': page.per_page, 'page': number})}"
        for name, number in around.items()
        if 1 <= number <= page.pages
    } or []


def show_stored(record_id: object) -> dict[str, Any]:
    return {"success": True, "id": str(record_id)}


def _schema_of(resource: str) -> Schema:
    return {"$ref": f"#/components/schemas/{resource[0].upper()}{resource[1:]}"}


# Handlers --------------------------------------------------------------------------------------------


def find(ask: Ask, resource: str, record_id: object) -> Row:
    """Raises Refusal when there is none."""
    row = ask.records.get(resource, record_id)
    if row is None:
        raise Refusal(404, "not-found", "Not found")
    return row


def _find_own(ask: Ask, resource: str) -> Row:
    """The record that the path names."""
    return find(ask, resource, next(iter(ask.path.values())))


def _list(resource: str, hooks: Hooks, ask: Ask) -> dict[str, Any]:
    return show_list(ask, resource, ask.records.rows(resource), hooks)


def _show(resource: str, hooks: Hooks, ask: Ask) -> dict[str, Any]:
    row = _find_own(ask, resource)
    if ask.records.is_on("as_documented"):
        return show_stored(row["id"])
    body = fit(SYSTEM.catalogue, _schema_of(resource), hooks.shown(ask, row))
    if ask.records.is_on("wrapped"):
        return {"data": {**body, "id": row["id"]}}
    return {**body, "id": str(row["id"])}


def _create(resource: str, hooks: Hooks, ask: Ask) -> dict[str, Any]:
    row = hooks.before(ask, clean(ask, resource, ask.body), None)
    return show_stored(ask.records.add(resource, stamp(ask, resource, row, is_new=True))["id"])


def _update(resource: str, hooks: Hooks, ask: Ask) -> dict[str, Any]:
    old = _find_own(ask, resource)
    check_lock(ask, resource, old["id"])
    new = hooks.before(ask, old | clean(ask, resource, ask.body), old)
    ask.records.put(resource, old["id"], stamp(ask, resource, new, is_new=False) | {"id": old["id"]})
    return show_stored(old["id"])


def _delete(resource: str, _hooks: Hooks, ask: Ask) -> dict[str, Any]:
    old = _find_own(ask, resource)
    check_lock(ask, resource, old["id"])
    for child, field in CHILDREN.get(resource, ()):
        for row in [row for row in ask.records.rows(child) if row.get(field) == old["id"]]:
            ask.records.remove(child, row["id"])
    ask.records.remove(resource, old["id"])
    return show_stored(old["id"])


# What comes in ---------------------------------------------------------------------------------------


def clean(ask: Ask, resource: str, body: Mapping[str, Any]) -> Row:
    """The body with its dates in their format; an id in it is ignored. Raises Refusal."""
    row, wrong = normalise(resource, body, SYSTEM.forms)
    problems = [Problem(name, "date", "is not a date") for name in wrong]
    relations = CONTRACT.relations["all"] | CONTRACT.relations.get(resource, {})
    for name, value in body.items():
        if name in relations and value not in (None, "", 0) and not _exists(ask, relations[name], value):
            problems.append(Problem(name, "relation", "does not exist"))
    if problems:
        raise Refusal(422, "invalid", "The given data was invalid", problems=problems)
    return row


def _exists(ask: Ask, resource: str, value: Any) -> bool:
    if resource == "user":
        return find_user(value) is not None
    return ask.records.get(resource, value) is not None


def stamp(ask: Ask, resource: str, row: Row, *, is_new: bool) -> Row:
    """Sets ``created_at`` and ``updated_at``, where a resource has them; callers cannot."""
    now = ask.office.clock.now()
    for name in ("created_at", "updated_at"):
        form = SYSTEM.forms.get((resource, name))
        if form and (is_new or name == "updated_at"):
            row = {**row, name: write_date(now, form)}
    return row
