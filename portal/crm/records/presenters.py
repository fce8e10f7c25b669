"""What the pages of the CRM systems show: texts are made here, templates only print them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from portal.crm.document.catalogue import Catalogue
from portal.crm.document.field_tree import Field, find_kind
from portal.crm.document.labels import is_translated_field, is_translated_resource, name_field, name_resource
from portal.crm.document.resources import Resource
from portal.crm.entry.convert import show

LONGEST_CELL = 80
NO_TARGET = ("", "")


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its language when that is not the page's."""

    text: str
    is_english: bool = False


def label_resource(resource: Resource) -> Text:
    """A resource's title."""
    return label_resource_key(resource.key)


def label_resource_key(key: str) -> Text:
    """The same by its key alone."""
    return Text(str(name_resource(key)), not is_translated_resource(key))


def label_field(name: str) -> Text:
    """A field's title."""
    return Text(str(name_field(name)), not is_translated_field(name))


def get_record_id(resource: Resource | None, row: Mapping[str, Any]) -> str:
    """What names a record in an address; "" when nothing does."""
    for name in ("id", getattr(resource, "id_name", "") or "", "uuid"):
        value = row.get(name)
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
            return str(value)
    return ""


def title_record(row: Mapping[str, Any]) -> str:
    """What a person would call the record; "" when nothing tells."""
    first = str(row.get("firstName") or row.get("contactname") or "")
    last = str(row.get("lastName") or row.get("surname") or row.get("contactsurname") or "")
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
    key, record_id = _find_record(catalogue, one, value)
    return reverse("crm:view", args=(catalogue.system.key, key, record_id)) if record_id else ""


def find_target(catalogue: Catalogue, one: Field, value: Any) -> tuple[str, str]:
    """The record behind a bare id, (resource, id), that could be shown by its name; else two empty texts."""
    return NO_TARGET if isinstance(value, Mapping) else _find_record(catalogue, one, value)


def _find_record(catalogue: Catalogue, one: Field, value: Any) -> tuple[str, str]:
    target = catalogue.resources.get(one.reference)
    if value in (None, "", 0) or target is None or not (target.viewing or target.listing):
        return NO_TARGET
    record_id = get_record_id(None, value) if isinstance(value, Mapping) else _plain_id(value)
    return (target.key, record_id) if record_id and "/" not in record_id else NO_TARGET


def _plain_id(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ""
    text = str(value)
    return text.removesuffix(".0") if text.replace(".", "").isdigit() else text


def make_plain_field(catalogue: Catalogue, name: str) -> Field:
    """A field that the document does not tell, shown by its name."""
    from portal.integrations.openapi import Schema  # noqa: PLC0415

    schema = Schema.make({"type": "string"}, "#", catalogue.document.resolve)
    kind = find_kind(name, schema)
    if kind in {"file", "long"}:
        kind = "text"
    return Field(name, name_field(name), kind, schema, reference=catalogue.references.find(name, "value"))


def plain_maker(catalogue: Catalogue) -> Callable[[str], Field]:
    """Makes a field of a name that the document does not tell."""
    return lambda name: make_plain_field(catalogue, name)
