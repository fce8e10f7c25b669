"""One record on a page: its fields in sections, nested records, lists, and the empty ones by name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from portal.crm.document.catalogue import Catalogue
from portal.crm.document.field_tree import Field
from portal.crm.document.first_fields import FEW
from portal.crm.document.labels import name_field
from portal.crm.document.resources import Resource
from portal.crm.entry.convert import to_text
from portal.crm.entry.titles import describe, title_record
from portal.crm.records.presenters import (
    LONGEST_CELL,
    NO_TARGET,
    Text,
    find_target,
    label_field,
    link_reference,
)
from portal.crm.records.tables import MOST_TABLE_COLUMNS, Table, guess_columns, make_table


@dataclass(frozen=True, slots=True)
class Line:
    """A field of a record with its value. ``name``: in the document; ``target``: see ``find_target``."""

    label: Text
    value: str
    href: str = ""
    is_long: bool = False
    name: str = ""
    target: tuple[str, str] = NO_TARGET
    file_href: str = ""


@dataclass
class Section:
    """Fields of a record that belong together; ``table`` for a list of records inside it.

    ``folded``: lines under a fold; ``is_folded``: the whole section is folded.
    """

    title: Text
    lines: list[Line] = field(default_factory=list)
    table: Table | None = None
    folded: list[Line] = field(default_factory=list)
    is_folded: bool = False
    name: str = ""
    empty: list[Text] = field(default_factory=list)


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


def fold_rest(catalogue: Catalogue, resource: Resource, sections: list[Section]) -> None:
    """Put the most telling fields first, and the rest of the record under folds."""
    main = next((one for one in sections if not one.name), None)
    nested = [one for one in sections if one.name and one.table is None]
    if main is None or len(main.lines) + len(nested) <= FEW:
        return
    places = [line.name for line in main.lines] + [one.name for one in nested]
    chosen = catalogue.choose_first(resource, places)
    main.folded = [one for one in main.lines if one.name not in chosen]
    main.lines = [one for name in chosen for one in main.lines if one.name == name]
    for one in nested:
        one.is_folded = one.name not in chosen


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
        nested.name = one.name
        if nested.lines:
            sections.append(nested)
        else:
            main.empty.append(label)
    elif isinstance(value, list | tuple) and any(isinstance(item, Mapping) for item in value):
        inner = one.item.fields if one.item is not None else ()
        target = catalogue.resources.get(one.reference or (one.item.reference if one.item else ""))
        columns = _pick_columns(inner, value) or guess_columns(value, make)
        table = make_table(catalogue, target, columns, value)
        sections.append(Section(label, table=table, name=one.name))
    else:
        main.lines.append(_make_line(catalogue, label, one, value))


def _make_line(catalogue: Catalogue, label: Text, one: Field, value: Any) -> Line:
    text = describe(one, value)
    is_long = one.kind in {"long", "json"} or len(text) > LONGEST_CELL
    href = link_reference(catalogue, one, value)
    return Line(label, text, href, is_long, one.name, find_target(catalogue, one, value))


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
    """The fields of a nested record; deeper ones joined into one line with their names."""
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


def list_lost_times(
    fields: Iterable[Field], data: Mapping[str, Any], sent: Mapping[str, str]
) -> list[tuple[str, str]]:
    """What the system keeps otherwise than it was sent, by the name of the field: it may drop the hour."""
    rows = []
    for one in fields:
        typed, kept = sent.get(one.name, ""), to_text(one, data.get(one.name))
        if typed and typed != kept:
            words = {"kept": kept or "–", "typed": typed}
            rows.append((str(name_field(one.name)), _("%(kept)s. You typed %(typed)s.") % words))
    return rows
