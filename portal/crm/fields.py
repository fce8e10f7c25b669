"""What a schema means for a form and a page: a tree of fields, each with the kind of input it needs."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _

from portal.crm.labels import humanise, is_translated_field, name_field
from portal.integrations.openapi import Schema

Kind = Literal[
    "text",
    "long",
    "integer",
    "number",
    "money",
    "yes",
    "flag",
    "date",
    "moment",
    "choice",
    "email",
    "phone",
    "web",
    "file",
    "object",
    "list",
    "json",
]

DEEPEST = 4
FLAGS = {
    "active",
    "default",
    "isdefault",
    "closed",
    "primary",
    "primarycontact",
    "visible",
    "hidden",
    "deleted",
}
LONG = {"info", "content", "comment", "comments", "description", "notes", "text", "signature", "body"}
LONG_ENDS = ("comment", "description", "info", "notes")
MONEY = re.compile(
    r"(^|_)(price|buyprice|totalprice|statisticsprice|amount|salary|revenue|payroll|income|costs?|budget|sum|"
    r"deductible|estimated|koopsom|marktwaarde|executiewaarde|totaalsom|wozwaarde|restanthoofdsom|"
    r"hoofdsomhypotheek|discountamount|turnover)(_|$)",
    re.IGNORECASE,
)
DATES = re.compile(r"(^|_)date($|_)|date$|datum|^dateOf|^placedate|_at$", re.IGNORECASE)
MOMENTS = re.compile(
    r"(created|updated|deleted|synced)_at$|datetime$|^(created|modified|changed)$", re.IGNORECASE
)
EMAILS = re.compile(r"e?mail(address)?$", re.IGNORECASE)
PHONES = re.compile(r"(^|_|office)(phone|mobile|cellphone|fax|telephone)(number)?$", re.IGNORECASE)
SAID_DATE = re.compile(r"\bdate\b|timestamp", re.IGNORECASE)
# Filled by the server: shown, never asked.
STAMPS = {"created_at", "updated_at", "deleted_at"}

Refer = Callable[[str, str], str]


@dataclass(frozen=True)
class Field:
    """One field. ``name`` is the document's; ``label`` lazily translated; ``reference`` a resource's key."""

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
    values: dict[str, Any] = field(default_factory=dict)

    def walk(self, place: str = "") -> Iterator[tuple[str, "Field"]]:
        """Every field under this one with its dotted place, lists by their item at "*"."""
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
    schema = _pick_variant(schema)
    kind = find_kind(name, schema)
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
        hint=_find_hint(name, schema),
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
    """The id inside an object that points to a record is searched; alone, it bears the object's name."""
    if one.name != "id":
        return one
    one = replace(one, reference=target)
    return replace(one, label=name_field(name), is_english=not is_translated_field(name)) if is_alone else one


def _refer(name: str, schema: Schema, refer: Refer) -> str:
    """A field that points to another record: an id, or an object that holds one."""
    if schema.type == "object":
        return refer(name, "object") if "id" in schema.properties else ""
    return refer(name, "value") if schema.type in {"integer", "number", "string"} else ""


def _pick_variant(schema: Schema) -> Schema:
    """Of "this or null" the this; of other choices the first that has a shape."""
    if schema.properties or schema.type or not schema.variants:
        return schema
    return next((one for one in schema.variants if one.type), schema.variants[0])


def find_kind(name: str, schema: Schema) -> Kind:
    """The kind of input by type and format, then by what the name and the description tell."""
    if schema.type == "array":
        return "list" if schema.items is not None else "json"
    if schema.type == "object":
        return "object" if schema.properties else "json"
    if schema.enum:
        return "choice"
    if schema.type == "boolean":
        return "yes"
    if schema.type in {"integer", "number"}:
        return _find_number_kind(name, schema)
    return _find_text_kind(name, schema)


def _find_number_kind(name: str, schema: Schema) -> Kind:
    if name in FLAGS and "string" not in schema.types:
        return "flag"
    if "string" in schema.types:
        return "text"
    if schema.type == "integer":
        return "integer"
    return "money" if MONEY.search(name) else "number"


def _find_text_kind(name: str, schema: Schema) -> Kind:
    said = schema.description
    if kind := _find_time_kind(name, schema):
        return kind
    if schema.format in {"binary", "byte"} or "base64" in said.lower():
        return "file"
    by_name: list[tuple[Kind, bool]] = [
        ("email", bool(EMAILS.search(name))),
        ("phone", bool(PHONES.search(name))),
        ("long", name.lower() in LONG or name.lower().endswith(LONG_ENDS)),
        ("web", name.lower() in {"url", "website"}),
    ]
    return next((kind for kind, fits in by_name if fits), "text")


def _find_time_kind(name: str, schema: Schema) -> Kind | None:
    """A date or a moment: by format, else for a text by its name and description."""
    if schema.format == "date" or schema.get("x-date-format"):
        return "date"
    if schema.format == "date-time":
        return "moment"
    if schema.type != "string":
        return None
    if MOMENTS.search(name):
        return "moment"
    return "date" if DATES.search(name) or SAID_DATE.search(schema.description) else None


def list_choices(kind: Kind, schema: Schema) -> tuple[tuple[tuple[str, Any], ...], dict[str, Any]]:
    """Values as a form sends them with their names, and what each stands for."""
    if kind != "choice":
        return (), {}
    names: Mapping[str, Any] = schema.enum_labels
    values = {str(value): value for value in schema.enum}
    if not names and set(values) <= {"0", "1", "2"} and {"0", "1"} <= set(values):
        names = {"0": _("No"), "1": _("Yes"), "2": _("Both")}
    return tuple((text, names.get(text) or humanise(text)) for text in values), values


def _find_hint(name: str, schema: Schema) -> str:
    """The document's words, unless they only repeat the name."""
    text = schema.description.strip()
    plain = re.sub(r"\W+|\b(id|of|the|a)\b", "", text.lower())
    if not text or len(plain) <= len(re.sub(r"\W+|_", "", name)) + 8:
        return ""
    return text
