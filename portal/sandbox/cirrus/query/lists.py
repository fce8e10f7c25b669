"""Lists: which filter a query parameter stands for, how a list is sorted, and its pages."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from portal.sandbox.cirrus.query.conditions import narrow
from portal.sandbox.cirrus.query.parameters import FILTERS, Keep, is_like, is_one_of, texts_of
from portal.sandbox.cirrus.resources import CONTRACT, Resource
from portal.sandbox.cirrus.shapes import View, as_list
from portal.sandbox.cirrus.system import view_of
from portal.sandbox.crm.catalogue import Parameter
from portal.sandbox.crm.records import Row
from portal.sandbox.crm.shape import cut
from portal.sandbox.crm.system import Ask

NO_FILTERS = frozenset({"page", "per_page", "sorting", "fulltext", "dynamicfield_id", "dynamicfield_val"})
Sort = Callable[[View, Row], Any]


def choose(ask: Ask, view: View, rows: list[Row]) -> list[Row]:
    """The rows that meet every filter asked for, sorted as asked."""
    for parameter in ask.operation.parameters:
        value = ask.query.get(parameter.name)
        if parameter.place != "query" or parameter.name in NO_FILTERS or value in (None, ""):
            continue
        fits = _filter_of(ask.operation.operation_id, parameter)
        rows = [row for row in rows if fits(view, row, value)]
    rows = narrow(ask.operation.operation_id, view, ask.query, rows)
    rows = _with_words(view, rows, str(ask.query.get("fulltext") or ""))
    rows = _with_dynamic(ask, rows)
    return sort(view, rows, str(ask.query.get("sorting") or ""))


def _filter_of(operation_id: str, parameter: Parameter) -> Keep:
    name = parameter.name
    own = FILTERS.get(f"{operation_id} {name}") or FILTERS.get(name)
    if own is not None:
        return own
    if name.endswith("ids"):
        return is_one_of(name[:-3])
    if name.endswith("id"):
        return is_one_of(name[:-2])
    return is_like(name) if parameter.schema.get("type") == "string" else is_one_of(name)


def _with_words(view: View, rows: list[Row], text: str) -> list[Row]:
    """Every word occurs somewhere in the record or in the names of what it belongs to."""
    wanted = [word for word in text.casefold().replace("*", " ").replace("%", " ").split() if word]
    if not wanted:
        return rows
    return [row for row in rows if all(word in texts_of(view, row) for word in wanted)]


def _with_dynamic(ask: Ask, rows: list[Row]) -> list[Row]:
    """Filters by dynamic fields; names and values are paired by position, wildcards count."""
    pairs = zip(ask.query.get("dynamicfield_id") or (), ask.query.get("dynamicfield_val") or (), strict=False)
    for field_id, value in pairs:
        like = is_like("_dynamic", str(field_id))
        rows = [row for row in rows if like(None, row, value)]
    return rows


# Sorting ---------------------------------------------------------------------------------------------


def _house_number(row: Row) -> int | None:
    text = str(row.get("addresses", {}).get("postal", {}).get("number") or "")
    return int(text) if text.isdecimal() else None


def _parity(row: Row, wanted: int) -> tuple[bool, int] | None:
    number = _house_number(row)
    return None if number is None else (number % 2 != wanted, number)


SORTS: Mapping[str, Sort] = {
    "account": lambda view, row: (view.find("accounts", row.get("account")) or {}).get("name"),
    "postaladdress_number": lambda _view, row: _house_number(row),
    "postaladdress_odd": lambda _view, row: _parity(row, 1),
    "postaladdress_even": lambda _view, row: _parity(row, 0),
}


def sort(view: View, rows: list[Row], sorting: str) -> list[Row]:
    """By ``<field>_asc`` or ``<field>_desc``; empty values come last, equal rows keep their order."""
    field, _line, way = sorting.rpartition("_")
    if not field:
        return rows
    key = SORTS.get(field) or _plain_key(field)
    ranked = [(_rank(key(view, row)), row) for row in rows]
    filled = sorted((one for one in ranked if one[0]), key=lambda one: one[0] or (), reverse=way == "desc")
    return [row for _rank_, row in filled] + [row for rank, row in ranked if not rank]


def _plain_key(field: str) -> Sort:
    names = (*CONTRACT.sorts.get(field, ()), field, field.removesuffix("id"))

    def key(_view: View, row: Row) -> Any:
        found = next((row[name] for name in names if row.get(name) is not None), None)
        one = next(iter(as_list(found)), None)
        return one.get("id") if isinstance(one, dict) else one

    return key


def _rank(value: Any) -> tuple[Any, ...] | None:
    if value is None or value == "":
        return None
    if isinstance(value, tuple):
        return value
    return (0, value, "") if isinstance(value, int | float) else (1, 0, str(value).casefold())


# Pages -----------------------------------------------------------------------------------------------


def page(ask: Ask, rows: list[Row], show: Callable[[list[Row]], Iterable[Row]]) -> Row:
    """The page object; only the rows of this page are shown."""
    per_page = max(1, int(ask.query.get("per_page") or 10))
    found = cut(rows, number=int(ask.query.get("page") or 1), per_page=per_page)
    return {
        "page": found.number,
        "pages": -(-found.total // per_page),
        "per_page": per_page,
        "total": found.total,
        "items": list(show(list(found.rows))),
    }


def list_rows(resource: Resource, ask: Ask) -> Any:
    """A page, or everything where the catalogue documents a plain list."""
    view = view_of(ask)
    rows = choose(ask, view, ask.records.rows(resource.name))
    if (ask.operation.answer or {}).get("type") == "array":
        return view.show_all(resource.model, rows)
    return page(ask, rows, lambda some: view.show_all(resource.model, some))
