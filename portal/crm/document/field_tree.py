"""Turns a schema into a tree of fields for forms and pages, each with its kind of input."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from portal.crm.document.kinds import Kind, find_hint, find_kind, list_choices
from portal.crm.document.labels import is_translated_field, name_field
from portal.integrations.openapi import Schema

__all__ = ["Field", "Kind", "build_field", "build_fields", "find_kind", "list_choices"]

DEEPEST = 4
# Set by the server: shown, never asked for.
STAMPS = {"created_at", "updated_at", "deleted_at"}

Refer = Callable[[str, str], str]


@dataclass(frozen=True)
class Field:
    """One field. ``name`` is the document's; ``label`` lazily translated; ``reference`` a resource's key.

    ``is_whole``: it represents the whole body, which is not an object with fields.
    """

    name: str
    label: Any
    kind: Kind
    schema: Schema
    is_required: bool = False
    is_english: bool = False
    hint: str = ""
    choices: tuple[tuple[str, Any], ...] = ()
    reference: str = ""
    fields: tuple["Field", ...] = ()
    item: "Field | None" = None
    is_filled_by_server: bool = False
    is_whole: bool = False
    values: dict[str, Any] = field(default_factory=dict)

    def walk(self, place: str = "") -> Iterator[tuple[str, "Field"]]:
        """Every field below this one with its dotted place; list items are "*"."""
        here = f"{place}.{self.name}" if place else self.name
        yield here, self
        for one in self.fields:
            yield from one.walk(here)
        if self.item is not None:
            yield from self.item.walk(here)


def build_fields(
    schema: Schema, refer: Refer, *, depth: int = 0, trail: tuple[str, ...] = ()
) -> tuple[Field, ...]:
    """The fields of an object. ``refer(name, place)`` gives the resource a field points to, or ""."""
    return tuple(
        build_field(
            name,
            one,
            refer,
            is_required=name in schema.required,
            depth=depth,
            trail=(*trail, schema.pointer),
        )
        for name, one in schema.properties.items()
    )


def build_field(
    name: str,
    schema: Schema,
    refer: Refer,
    *,
    is_required: bool = False,
    depth: int = 0,
    trail: tuple[str, ...] = (),
) -> Field:
    """One field of an object, of a list, or a parameter."""
    is_open_union = _is_open_union(schema)
    schema = schema if is_open_union else _pick_variant(schema)
    kind = "json" if is_open_union else find_kind(name, schema)
    if depth >= DEEPEST or (kind in {"object", "list"} and schema.pointer in trail):
        kind = "json"
    fields: tuple[Field, ...] = ()
    item = None
    if kind == "object":
        fields = build_fields(schema, refer, depth=depth + 1, trail=trail)
    elif kind == "list":
        item = build_field("*", schema.items or schema, refer, depth=depth + 1, trail=trail)
        reference = refer(name, "list")
        if item.kind in {"integer", "number", "text"} and reference:
            item = _with_reference(item, reference)
    target = _refer(name, schema, refer)
    if kind == "object" and target:
        fields = tuple(_point(one, name, target, is_alone=len(fields) == 1) for one in fields)
    choices, values = list_choices(kind, schema)
    return Field(
        name=name,
        label=name_field(name),
        kind=kind,
        schema=schema,
        is_required=is_required,
        is_english=not is_translated_field(name),
        hint="" if is_translated_field(name) else find_hint(name, schema),
        choices=choices,
        values=values,
        reference="" if kind in {"list", "choice", "flag", "date", "moment"} else target,
        fields=fields,
        item=item,
        is_filled_by_server=(name in STAMPS or schema.is_read_only) and not is_required,
    )


def _with_reference(item: Field, reference: str) -> Field:
    return replace(item, reference=reference)


def _point(one: Field, name: str, target: str, *, is_alone: bool) -> Field:
    """Search for the id inside an object that refers to a record; alone, it gets the object's name."""
    if one.name != "id":
        return one
    one = replace(one, reference=target)
    return replace(one, label=name_field(name), is_english=not is_translated_field(name)) if is_alone else one


def _refer(name: str, schema: Schema, refer: Refer) -> str:
    """A field that points to another record: an id, or an object that holds one."""
    if schema.type == "object":
        return refer(name, "object") if "id" in schema.properties else ""
    return refer(name, "value") if schema.type in {"integer", "number", "string"} else ""


def _is_open_union(schema: Schema) -> bool:
    """Whether a value may have one of several shapes, so that no fixed fields can be drawn."""
    if schema.properties or schema.type:
        return False
    return len({one.pointer for one in schema.variants if one.type in {"object", "array"}}) > 1


def _pick_variant(schema: Schema) -> Schema:
    """Of "this or null", this; of other variants, the first that has a shape."""
    if schema.properties or schema.type or not schema.variants:
        return schema
    return next((one for one in schema.variants if one.type), schema.variants[0])
