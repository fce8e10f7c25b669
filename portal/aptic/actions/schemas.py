"""The JSON Schema of an action's input: checked when an admin enters it, drawn as a form, used to validate.

The form builder is that of the CRM pages. It accepts only what a form can show: an object of texts, numbers,
yes or no, choices, dates, lists of those, and objects of those one level deep.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

import jsonschema_rs
from django.utils.translation import gettext as _

from portal.crm.document.field_tree import Field, Kind, list_choices
from portal.crm.document.labels import humanise
from portal.integrations.openapi import Document, Problem, Schema
from portal.integrations.openapi.structure import Skeleton
from portal.integrations.openapi.validation import Validator

LONGEST_TEXT = 20_000
MOST_FIELDS = 60
LONG_TEXT = 200
FIELD_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,59}")
SCALARS = ("string", "integer", "number", "boolean")
FORMATS = ("date", "date-time", "email", "uri", "uuid", "time")
# Keywords that a form cannot show, at any depth.
NOT_SHOWN = frozenset(
    {"$ref", "$dynamicRef", "$defs", "allOf", "anyOf", "oneOf", "not", "if", "then", "else", "prefixItems"}
    | {"patternProperties", "dependentSchemas", "dependentRequired", "propertyNames", "contains", "const"}
    | {"unevaluatedItems", "unevaluatedProperties", "$id", "$anchor", "contentEncoding", "contentSchema"}
)
_POINTER = "#/components/schemas/Input"


class SchemaTextError(ValueError):
    """The typed text is not a schema that a form can show.

    The message says where and why, in the active language.
    """


def read_schema(text: str) -> dict[str, Any]:
    """The schema that was typed; empty for no input at all. Raises: SchemaTextError."""
    if not text.strip():
        return {}
    if len(text) > LONGEST_TEXT:
        raise SchemaTextError(
            _("This schema is too long. The most is %(limit)s characters.") % {"limit": LONGEST_TEXT}
        )
    schema = _parse(text)
    if not isinstance(schema, dict):
        raise SchemaTextError(_("A schema starts with { and ends with }."))
    _check_by_the_book(schema)
    _check_object(schema, place="", is_inner=False)
    if sum(1 for _name in _walk(schema)) > MOST_FIELDS:
        raise SchemaTextError(_("This schema has more than %(limit)s fields.") % {"limit": MOST_FIELDS})
    return schema


def _parse(text: str) -> Any:
    def refuse(word: str) -> Any:
        raise ValueError(word)

    try:
        return json.loads(text, parse_constant=refuse)
    except json.JSONDecodeError as error:
        raise SchemaTextError(
            _("This is no JSON: look at line %(line)s, character %(character)s.")
            % {"line": error.lineno, "character": error.colno}
        ) from None
    except (ValueError, RecursionError):
        raise SchemaTextError(_("This is no JSON. Check the brackets and quotes.")) from None


def _check_by_the_book(schema: dict[str, Any]) -> None:
    """Check against the rules of JSON Schema 2020-12 itself. Raises: SchemaTextError."""
    try:
        jsonschema_rs.Draft202012Validator(
            {name: one for name, one in schema.items() if name != "$schema"},
            validate_formats=True,
            offline=True,
        )
    except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError, ValueError) as error:
        steps = getattr(error, "instance_path", ())
        raise _wrong("/".join(str(step) for step in steps), "book") from None


def _check_object(schema: Mapping[str, Any], *, place: str, is_inner: bool) -> None:
    _check_words(schema, place)
    if schema.get("type") != "object":
        raise _wrong(place, "object")
    fields = schema.get("properties", {})
    if not fields and is_inner:
        raise _wrong(place, "empty")
    for name in schema.get("required", ()):
        if name not in fields:
            raise _wrong(f"{place}/required".strip("/"), "unknown-name", name=name)
    for name, one in fields.items():
        here = f"{place}/properties/{name}".strip("/")
        if not FIELD_NAME.fullmatch(name):
            raise _wrong(here, "name")
        _check_field(one, place=here, is_inner=is_inner)


def _check_field(schema: Any, *, place: str, is_inner: bool) -> None:
    if not isinstance(schema, dict):
        raise _wrong(place, "type")
    _check_words(schema, place)
    kind = schema.get("type")
    if kind == "object" and not is_inner:
        _check_object(schema, place=place, is_inner=True)
    elif kind == "object":
        raise _wrong(place, "deep")
    elif kind == "array":
        items = schema.get("items")
        if not isinstance(items, dict):
            raise _wrong(place, "items")
        _check_words(items, f"{place}/items")
        _check_scalar(items, f"{place}/items")
    else:
        _check_scalar(schema, place)


def _check_scalar(schema: Mapping[str, Any], place: str) -> None:
    kind = schema.get("type")
    if kind not in SCALARS:
        raise _wrong(place, "type")
    for value in schema.get("enum", ()):
        if isinstance(value, dict | list) or value is None or value == "":
            raise _wrong(f"{place}/enum", "enum")
    if "format" in schema and schema["format"] not in FORMATS:
        raise _wrong(f"{place}/format", "format")


def _check_words(schema: Mapping[str, Any], place: str) -> None:
    found = sorted(NOT_SHOWN & set(schema))
    if found:
        raise _wrong(place, "word", name=found[0])


def _wrong(place: str, code: str, *, name: str = "") -> SchemaTextError:
    words = {
        "book": _("This is not a schema of JSON Schema 2020-12."),
        "object": _("The type must be “object”."),
        "empty": _("This object has no fields."),
        "unknown-name": _("“%(name)s” is required, but is not among the properties.") % {"name": name},
        "name": _("A name begins with a letter, and holds letters, digits, dashes and underscores."),
        "type": _("Give one type: string, integer, number, boolean, array or object."),
        "deep": _("An object inside an object inside an object cannot be shown."),
        "items": _("Say under “items” what the list holds."),
        "enum": _("A choice is a text, a number, or true or false."),
        "format": _("Known formats are: %(names)s.") % {"names": ", ".join(FORMATS)},
        "word": _("A form cannot show “%(name)s”.") % {"name": name},
    }
    return SchemaTextError(f"{place}: {words[code]}" if place else words[code])


def _walk(schema: Mapping[str, Any]) -> Iterator[str]:
    for name, one in schema.get("properties", {}).items():
        yield name
        yield from _walk(one)


def list_path_fields(schema: Mapping[str, Any]) -> set[str]:
    """The fields that may be used in a path: required, and a single text, number or choice."""
    fields = schema.get("properties", {})
    return {
        name
        for name in schema.get("required", ())
        if fields.get(name, {}).get("type") in {"string", "integer"}
    }


# Forms ------------------------------------------------------------------------------------------------


def build_input_fields(schema: Mapping[str, Any]) -> tuple[Field, ...]:
    """The fields of an action's form; none for an action without input."""
    return _build_fields(_make(schema)) if schema else ()


def _build_fields(schema: Schema) -> tuple[Field, ...]:
    return tuple(
        _build_field(name, one, is_required=name in schema.required)
        for name, one in schema.properties.items()
    )


def _build_field(name: str, schema: Schema, *, is_required: bool = False) -> Field:
    """Unlike in a system's document, only the type decides: the author of the schema chose it."""
    kind = _find_kind(schema)
    choices, values = list_choices(kind, schema)
    labels = schema.enum_labels
    return Field(
        name=name,
        label=schema.title or humanise(name),
        kind=kind,
        schema=schema,
        is_required=is_required,
        hint=schema.description,
        choices=tuple((value, labels.get(value, value)) for value, _label in choices),
        values=values,
        fields=_build_fields(schema) if kind == "object" else (),
        item=_build_field("*", schema.items) if kind == "list" and schema.items else None,
    )


def _find_kind(schema: Schema) -> Kind:
    if schema.type == "array":
        return "list"
    if schema.type == "object":
        return "object"
    if schema.enum:
        return "choice"
    kinds: dict[str, Kind] = {"boolean": "yes", "integer": "integer", "number": "number"}
    formats: dict[str, Kind] = {"date": "date", "date-time": "moment", "email": "email", "uri": "web"}
    is_long = schema.get("maxLength", 0) > LONG_TEXT
    return kinds.get(schema.type) or formats.get(schema.format) or ("long" if is_long else "text")


# Values -----------------------------------------------------------------------------------------------


def list_problems(schema: Mapping[str, Any], value: Any) -> tuple[Problem, ...]:
    """What is wrong with an input, each by its place."""
    made = _make(schema)
    return tuple(Validator(_wrap(schema)).list_problems(made, value, where="body"))


def make_plain(value: Any) -> Any:
    """An input as plain JSON values: dates as ISO texts; a Decimal keeps its digits."""
    if isinstance(value, Mapping):
        return {name: make_plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [make_plain(one) for one in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.isoformat() if isinstance(value, date) else value


def _wrap(schema: Mapping[str, Any]) -> Document:
    raw = {"paths": {}, "components": {"schemas": {"Input": dict(schema)}}}
    return Document(Skeleton(raw, ()), source="action")


def _make(schema: Mapping[str, Any]) -> Schema:
    document = _wrap(schema)
    return Schema.make(document.raw["components"]["schemas"]["Input"], _POINTER, document.resolve)
