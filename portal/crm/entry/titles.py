"""The title of a record, and any value in one line."""

from collections.abc import Mapping
from typing import Any

from portal.crm.document.field_tree import Field
from portal.crm.document.resources import Resource
from portal.crm.entry.convert import show


def get_record_id(resource: Resource | None, row: Mapping[str, Any]) -> str:
    """The id of a record in a URL; "" without one."""
    for name in ("id", getattr(resource, "id_name", "") or "", "uuid"):
        value = row.get(name)
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
            return str(value)
    return ""


def title_record(row: Mapping[str, Any]) -> str:
    """What a person would call the record; "" when no field helps."""
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
    return street or str(row.get("description") or row.get("uuid") or "")[:60]


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
