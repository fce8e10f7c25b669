"""What the pages of the CRM systems show: texts are made here, templates only print them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.crm.catalogue import Catalogue
from portal.crm.convert import read_date, show
from portal.crm.drafts import Draft
from portal.crm.fields import Field, find_kind
from portal.crm.labels import (
    humanise,
    is_translated_field,
    is_translated_resource,
    name_field,
    name_resource,
)
from portal.crm.resources import Act, Resource

LONGEST_CELL = 80
LONGEST_WORD = 18
MOST_TABLE_COLUMNS = 7
RIGHT = {"money", "number", "integer"}


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its language when that is not the page's."""

    text: str
    is_english: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table. ``kind``: "amount" stands at the right."""

    text: str
    label: str
    href: str = ""
    kind: str = ""


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


@dataclass(frozen=True, slots=True)
class Line:
    """A field of a record with its value."""

    label: Text
    value: str
    href: str = ""
    is_long: bool = False
    file_href: str = ""


@dataclass
class Section:
    """Fields of a record that belong together; ``table`` for a list of records inside it."""

    title: Text
    lines: list[Line] = field(default_factory=list)
    table: Table | None = None
    empty: list[Text] = field(default_factory=list)


def label_resource(resource: Resource) -> Text:
    """A resource's title."""
    return Text(str(name_resource(resource.key)), not is_translated_resource(resource.key))


def label_field(name: str) -> Text:
    """A field's title."""
    return Text(str(name_field(name)), not is_translated_field(name))


def label_act(act: Act) -> Text:
    """What an act does, in the document's words."""
    return Text(act.operation.summary or humanise(act.operation.operation_id), is_english=True)


def get_record_id(resource: Resource | None, row: Mapping[str, Any]) -> str:
    """What names a record in an address; "" when nothing does."""
    for name in ("id", getattr(resource, "id_name", "") or "", "uuid"):
        value = row.get(name)
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
            return str(value)
    return ""


def title_record(row: Mapping[str, Any]) -> str:
    """What a person would call the record; "" when nothing tells."""
    first = str(row.get("firstName") or "")
    last = str(row.get("lastName") or row.get("surname") or "")
    if last:
        parts = (first or str(row.get("name") or ""), str(row.get("suffix") or ""), last)
        return " ".join(part for part in parts if part)
    for name in ("name", "title", "subject", "businessname", "number", "damage_number", "hypotheeknummer"):
        value = row.get(name)
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
            return str(value)
    street = " ".join(str(row[part]) for part in ("streetName", "houseNumber", "city") if row.get(part))
    return street or str(row.get("description") or "")[:60]


def describe(one: Field, value: Any) -> str:
    """Any value in one line."""
    if value is None or value == "":
        return ""
    if isinstance(value, Mapping):
        return title_record(value) or _describe_mapping(value)
    if isinstance(value, list | tuple):
        inner = one.item or one
        return ", ".join(text for text in (describe(inner, item) for item in value) if text)
    return show(one, value)


def _describe_mapping(value: Mapping[str, Any]) -> str:
    simple = [str(v) for v in value.values() if isinstance(v, str | int | float) and str(v) and v is not True]
    return ", ".join(simple[:4])


def link_reference(catalogue: Catalogue, one: Field, value: Any) -> str:
    """The page of the record a field points to, or ""."""
    if not one.reference or value in (None, "", 0):
        return ""
    target = catalogue.resources.get(one.reference)
    if target is None or not (target.viewing or target.listing):
        return ""
    record_id = get_record_id(None, value) if isinstance(value, Mapping) else _plain_id(value)
    if not record_id or "/" in record_id:
        return ""
    return reverse("crm:view", args=(catalogue.system.key, target.key, record_id))


def _plain_id(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ""
    text = str(value)
    return text.removesuffix(".0") if text.replace(".", "").isdigit() else text


def make_table(
    catalogue: Catalogue,
    resource: Resource | None,
    columns: tuple[Field, ...],
    items: Any,
    *,
    heads: tuple[Column, ...] = (),
) -> Table:
    """Rows of a list; a row that is no record says so and breaks nothing."""
    heads = heads or tuple(Column(label_field(one.name), _kind(one)) for one in columns)
    rows = tuple(_make_row(catalogue, resource, columns, item) for item in items)
    return Table(heads, rows)


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
    return Cell(text, str(name_field(one.name)), link_reference(catalogue, one, value), _kind(one, text))


def _kind(one: Field, text: str = "") -> str:
    if one.kind in {"date", "moment", "phone"} or one.name == "id":
        return "date"
    if any(len(word) > LONGEST_WORD for word in text.split()):
        return "wrap"
    return "amount" if one.kind in RIGHT and not one.reference and one.name != "id" else ""


def guess_columns(items: Any, make: Any) -> tuple[Field, ...]:
    """Columns out of the rows themselves, for a list whose document tells no fields."""
    names: dict[str, None] = {}
    for item in items:
        if isinstance(item, Mapping):
            names.update(dict.fromkeys(item))
    return tuple(make(name) for name in list(names)[:MOST_TABLE_COLUMNS])


def present_record(
    catalogue: Catalogue, fields: tuple[Field, ...], record: Mapping[str, Any], make: Any
) -> list[Section]:
    """Every field of a record: plain ones first, then nested records and lists; empty ones by name."""
    main = Section(Text(_("Details")))
    sections = [main]
    known = {one.name: one for one in fields}
    for name in [*known, *(name for name in record if name not in known)]:
        one = known.get(name) or make(name)
        value = record.get(name)
        if is_told_twice(name, record):
            continue
        if name not in record or value in (None, "", [], {}, ()):
            main.empty.append(label_field(name))
        else:
            _add_value(catalogue, sections, main, one, value, make)
    if not main.lines and not main.empty:
        sections.remove(main)
    return sections


def is_told_twice(name: str, record: Mapping[str, Any]) -> bool:
    """Whether "userid" only repeats the id of "user"."""
    base = name.removesuffix("id").rstrip("_")
    other = record.get(base) if base != name else None
    return isinstance(other, Mapping) and str(other.get("id")) == str(record.get(name, other.get("id")))


def _add_value(
    catalogue: Catalogue, sections: list[Section], main: Section, one: Field, value: Any, make: Any
) -> None:
    label = label_field(one.name)
    if isinstance(value, Mapping) and not (one.reference and len(value) <= 8 and title_record(value)):
        nested = _present_nested(catalogue, label, one, value, make)
        if nested.lines:
            sections.append(nested)
        else:
            main.empty.append(label)
    elif isinstance(value, list | tuple) and any(isinstance(item, Mapping) for item in value):
        inner = one.item.fields if one.item is not None else ()
        target = catalogue.resources.get(one.reference or (one.item.reference if one.item else ""))
        columns = _pick_columns(inner, value) or guess_columns(value, make)
        sections.append(Section(label, table=make_table(catalogue, target, columns, value)))
    else:
        main.lines.append(_make_line(catalogue, label, one, value))


def _make_line(catalogue: Catalogue, label: Text, one: Field, value: Any) -> Line:
    text = describe(one, value)
    is_long = one.kind in {"long", "json"} or len(text) > LONGEST_CELL
    return Line(label, text, link_reference(catalogue, one, value), is_long)


def _pick_columns(fields: tuple[Field, ...], items: Any) -> tuple[Field, ...]:
    filled = [
        one
        for one in fields
        if any(isinstance(item, Mapping) and item.get(one.name) not in (None, "", [], {}) for item in items)
    ]
    return tuple(filled[:MOST_TABLE_COLUMNS])


def describe_address(value: Mapping[str, Any]) -> str:
    """An address in one line, or ""."""
    street = " ".join(str(value[part]) for part in ("street", "number", "letter") if value.get(part))
    city = " ".join(str(value[part]) for part in ("zip", "city") if value.get(part))
    if not (street or city):
        return ""
    around = (value.get("name"), value.get("careof"), street, city, value.get("country"))
    return ", ".join(str(part) for part in around if part)


def _present_nested(
    catalogue: Catalogue, title: Text, one: Field, value: Mapping[str, Any], make: Any
) -> Section:
    """The fields of a nested record, deeper ones joined to one line with their names."""
    section = Section(title)
    known = {child.name: child for child in one.fields}
    for name, inner in value.items():
        if inner in (None, "", [], {}):
            continue
        child = known.get(name) or make(name)
        if isinstance(inner, Mapping) and (place := describe_address(inner)):
            section.lines.append(Line(label_field(name), place, is_long=True))
        elif isinstance(inner, Mapping):
            parts = [
                f"{name_field(key)}: {describe(make(key), text)}"
                for key, text in inner.items()
                if text not in (None, "", {}, [])
            ]
            text = "; ".join(part for part in parts if not part.endswith(": "))
            if text:
                section.lines.append(Line(label_field(name), text))
        else:
            section.lines.append(_make_line(catalogue, label_field(name), child, inner))
    return section


def make_plain_field(catalogue: Catalogue, name: str) -> Field:
    """A field that the document does not tell, shown by its name."""
    from portal.integrations.openapi import Schema  # noqa: PLC0415

    schema = Schema.make({"type": "string"}, "#", catalogue.document.resolve)
    kind = find_kind(name, schema)
    if kind in {"file", "long"}:
        kind = "text"
    return Field(name, name_field(name), kind, schema, reference=catalogue.references.find(name, "value"))


def is_date_text(text: str) -> bool:
    """Whether a text of the wire is a date."""
    return read_date(text) is not None


def list_act_links(
    catalogue: Catalogue, resource: Resource, *, record_id: str = ""
) -> list[tuple[Text, str]]:
    """Links to acts: of one record when ``record_id`` is given, else of none in particular."""
    links = []
    for act in resource.acts:
        if act.operation.is_deprecated and not resource.is_deprecated:
            continue
        preset = _preset(catalogue, act)
        if bool(preset) != bool(record_id):
            continue
        href = reverse("crm:act", args=(catalogue.system.key, act.operation.operation_id))
        links.append((label_act(act), f"{href}?{urlencode({preset: record_id})}" if preset else href))
    return links


def _preset(catalogue: Catalogue, act: Act) -> str:
    """The input of the act's form that a record's id fills, or ""."""
    if act.id_name:
        return f"f.path:{act.id_name}"
    names = {one.name for one in catalogue.get_body_fields(act.operation)}
    return "f.key" if "key" in names else ""


def draft_href(draft: Draft, **more: str) -> str:
    """Back to a form with what was typed."""
    mark = "&" if "?" in draft.path else "?"
    return f"{draft.path}{mark}{urlencode({'draft': draft.token, **more})}"


def point_rows(table: Table, catalogue: Catalogue, resource: Resource, draft: Draft, place: str) -> Table:
    """The rows of a list, each leading back to the form with its record chosen."""
    start = reverse("crm:list", args=(catalogue.system.key, resource.key))
    rows = []
    for row in table.rows:
        record_id = row.href.removeprefix(start).strip("/")
        name = next((cell.text for cell in row.cells[1:] if cell.text), "")
        href = draft_href(draft, place=place, pick=record_id, name=name[:60]) if record_id else ""
        cells = tuple(replace(cell, href="") for cell in row.cells)
        rows.append(replace(row, href=href, cells=cells))
    columns = tuple(replace(column, sort_href="") for column in table.columns)
    return Table(columns, tuple(rows))
