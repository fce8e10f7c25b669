"""Rows under columns, as the pages of the CRM systems show them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from portal.crm.document.catalogue import Catalogue
from portal.crm.document.field_tree import Field
from portal.crm.document.labels import name_field
from portal.crm.document.resources import Resource
from portal.crm.entry.titles import describe, get_record_id
from portal.crm.records.presenters import (
    LONGEST_CELL,
    NO_TARGET,
    Text,
    find_target,
    label_field,
    link_reference,
)

MOST_TABLE_COLUMNS = 7
SHORT = 10
RIGHT = {"money", "number", "integer"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table. ``kind`` as ``sheet`` in templates/ui/desk.html. ``target``: see ``find_target``."""

    text: str
    label: str
    href: str = ""
    kind: str = ""
    target: tuple[str, str] = NO_TARGET


@dataclass(frozen=True, slots=True)
class Row:
    """A row. ``is_broken``: it could not be read."""

    cells: tuple[Cell, ...]
    href: str = ""
    is_broken: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column head. ``sort_href`` sorts by it; ``sorted``: "ascending", "descending" or ""."""

    label: Text
    kind: str = ""
    sort_href: str = ""
    sorted: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def make_table(
    catalogue: Catalogue,
    resource: Resource | None,
    columns: tuple[Field, ...],
    items: Any,
    *,
    heads: tuple[Column, ...] = (),
) -> Table:
    """Rows of a list; a row that is not a record says so and breaks nothing."""
    heads = heads or tuple(Column(label_field(one.name), _kind(one)) for one in columns)
    rows = tuple(_make_row(catalogue, resource, columns, item) for item in items)
    whole = [row.cells for row in rows if row.cells]
    return Table(tuple(map(_fit, heads, zip(*whole, strict=True))) if whole else heads, rows)


def _make_row(catalogue: Catalogue, resource: Resource | None, columns: tuple[Field, ...], item: Any) -> Row:
    if not isinstance(item, Mapping):
        return Row((), is_broken=True)
    record_id = get_record_id(resource, item)
    href = ""
    if resource is not None and record_id and "/" not in record_id:
        href = reverse("crm:view", args=(catalogue.system.key, resource.key, record_id))
    cells = tuple(_make_cell(catalogue, one, item) for one in columns)
    if cells and not any(cell.text for cell in cells):
        cells = (Cell(record_id or "–", cells[0].label), *cells[1:])
    return Row(cells, href)


def _make_cell(catalogue: Catalogue, one: Field, item: Mapping[str, Any]) -> Cell:
    value = item.get(one.name)
    try:
        text = describe(one, value)
    except (ValueError, TypeError, KeyError, ArithmeticError):
        text = str(value)
    if len(text) > LONGEST_CELL:
        text = text[: LONGEST_CELL - 1].rstrip() + "…"
    return Cell(
        text,
        str(name_field(one.name)),
        link_reference(catalogue, one, value),
        _kind(one),
        find_target(catalogue, one, value),
    )


def _kind(one: Field) -> str:
    if one.name == "id":
        return "id"
    if one.kind in {"date", "moment", "phone", "flag", "yes"}:
        return "line"
    return "amount" if is_amount(one) else ""


def _fit(head: Column, cells: Collection[Cell]) -> Column:
    """The head of a column with its kind; a column of short words only is narrow."""
    kinds = {cell.kind for cell in cells}
    if kinds == {""} and all(len(cell.text) <= SHORT for cell in cells):
        kinds = {"line"}
    return replace(head, kind=kinds.pop()) if len(kinds) == 1 else head


def is_amount(one: Field) -> bool:
    """Whether its numbers are amounts, aligned right; numbers that identify a record are not."""
    is_number = one.kind in RIGHT and not one.reference
    return is_number and one.name != "id" and not one.name.endswith(("_id", "Id"))


def guess_columns(items: Any, make: Any) -> tuple[Field, ...]:
    """Columns derived from the rows themselves, for a list whose document has no fields."""
    names: dict[str, None] = {}
    for item in items:
        if isinstance(item, Mapping):
            names.update(dict.fromkeys(item))
    return tuple(make(name) for name in list(names)[:MOST_TABLE_COLUMNS])
