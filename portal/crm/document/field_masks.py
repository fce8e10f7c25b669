"""Field masks: a list is requested with only the fields that are needed."""

from portal.crm.document.catalogue import Catalogue
from portal.crm.document.field_tree import Field
from portal.integrations.openapi import Operation


def make_mask(catalogue: Catalogue, operation: Operation, columns: tuple[Field, ...]) -> dict[str, str]:
    """The header that requests only what the page shows; empty where the system has no masks."""
    has_mask = any(one.where == "header" and one.name.lower() == "x-fields" for one in operation.parameters)
    if not (catalogue.system.masks and has_mask and columns and operation.item_schema):
        return {}
    parts = [_mask_field(one) for one in columns]
    if "id" not in parts:
        parts.insert(0, "id")
    rows = ",".join(parts)
    if operation.items_key:
        return {"X-Fields": f"{{{operation.items_key}{{{rows}}},page,pages,per_page,total}}"}
    return {"X-Fields": f"{{{rows}}}"}


def _mask_field(one: Field) -> str:
    if one.kind != "object":
        return one.name
    wanted = [name for name in ("id", "name", "surname", "number", "title") if name in one.schema.properties]
    return f"{one.name}{{{','.join(wanted)}}}" if wanted else one.name
