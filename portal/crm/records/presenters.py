"""The texts of the CRM pages are made here; templates only print them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from portal.crm.document.catalogue import Catalogue
from portal.crm.document.field_tree import Field, find_kind
from portal.crm.document.labels import is_translated_field, is_translated_resource, name_field, name_resource
from portal.crm.document.resources import Resource
from portal.crm.entry.titles import get_record_id

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


def link_reference(catalogue: Catalogue, one: Field, value: Any) -> str:
    """The page of the record a field refers to, or ""."""
    key, record_id = _find_record(catalogue, one, value)
    return reverse("crm:view", args=(catalogue.system.key, key, record_id)) if record_id else ""


def find_target(catalogue: Catalogue, one: Field, value: Any) -> tuple[str, str]:
    """The (resource, id) behind a bare id that could be shown by its name; else two empty texts."""
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
    """A field that the document lacks, shown by its name."""
    from portal.integrations.openapi import Schema  # noqa: PLC0415

    schema = Schema.make({"type": "string"}, "#", catalogue.document.resolve)
    kind = find_kind(name, schema)
    if kind in {"file", "long"}:
        kind = "text"
    return Field(name, name_field(name), kind, schema, reference=catalogue.references.find(name, "value"))


def plain_maker(catalogue: Catalogue) -> Callable[[str], Field]:
    """Makes a field for a name that the document lacks."""
    return lambda name: make_plain_field(catalogue, name)
