"""Which input a schema needs: by type and format, then by its name and description."""

import re
from collections.abc import Mapping
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _

from portal.crm.document.labels import name_value
from portal.integrations.openapi import Schema
from portal.integrations.openapi.media_types import is_json

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


def find_kind(name: str, schema: Schema) -> Kind:
    """The kind of input: by type and format, then by name and description."""
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
    if schema.format in {"binary", "byte"} or "base64" in said.lower() or _holds_file(schema):
        return "file"
    by_name: list[tuple[Kind, bool]] = [
        ("email", bool(EMAILS.search(name))),
        ("phone", bool(PHONES.search(name))),
        ("long", name.lower() in LONG or name.lower().endswith(LONG_ENDS)),
        ("web", name.lower() in {"url", "website"}),
    ]
    return next((kind for kind, fits in by_name if fits), "text")


def _holds_file(schema: Schema) -> bool:
    """Whether it is a file: OpenAPI 3.1 describes a file's content, but does not mark it as one."""
    kind = str(schema.get("contentMediaType", ""))
    return bool(kind) and not kind.startswith("text/") and not is_json(kind)


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
    return tuple((text, _name(names.get(text) or text)) for text in values), values


def _name(label: Any) -> Any:
    return name_value(label) if isinstance(label, str) else label


def find_hint(name: str, schema: Schema) -> str:
    """The document's description, unless it only repeats the name."""
    text = schema.description.strip()
    plain = re.sub(r"\W+|\b(id|of|the|a)\b", "", text.lower())
    if not text or len(plain) <= len(re.sub(r"\W+|_", "", name)) + 8:
        return ""
    return text
