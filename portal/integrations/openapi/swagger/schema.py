"""Schemas of Swagger 2.0 as OpenAPI 3: references to their new places, and the few keywords that differ.

What OpenAPI 3.0 and Swagger 2.0 write alike (``exclusiveMinimum`` as a boolean) is left for the step to 3.1.
"""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from portal.integrations.openapi.pointers import unescape

_PLACES = {
    "definitions": "components/schemas",
    "parameters": "components/parameters",
    "responses": "components/responses",
}
_MAPS = ("properties", "patternProperties")
_LISTS = ("allOf", "anyOf", "oneOf")
_ONES = ("additionalProperties", "not", "items")
_SHAPES = frozenset({"properties", "additionalProperties", "allOf", "$ref", "enum", "minProperties"})
_ANYTHING = ["object", "array", "string", "number", "boolean"]
_PAGE_WORDS = frozenset({"page", "pages", "per_page", "total"})


class References:
    """Turns a reference of Swagger 2.0 into one of OpenAPI 3.

    Names of definitions become plain: flask-restx escapes blanks and brackets in references but not where
    the definition stands.
    """

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self.names: dict[str, str] = {}
        for name in raw.get("definitions", {}):
            plain = re.sub(r"[^A-Za-z0-9._-]", "_", name)
            while plain in self.names.values():
                plain += "_"
            self.names[name] = plain

    def move(self, reference: Any) -> Any:
        """A reference to another document, or to nowhere, is left as it is: reading the result reports it."""
        if not isinstance(reference, str) or not reference.startswith("#/"):
            return reference
        section, _, rest = reference[2:].partition("/")
        if section not in _PLACES:
            return reference
        name, slash, below = rest.partition("/")
        if section == "definitions":
            name = self._find(name)
        return f"#/{_PLACES[section]}/{name}{slash}{below}"

    def _find(self, name: str) -> str:
        for known in (name, unquote(name), unescape(unquote(name))):
            if known in self.names:
                return self.names[known]
        return name


def convert_schema(schema: Any, references: References) -> Any:
    """One schema with all below it."""
    if not isinstance(schema, Mapping):
        return schema
    found: dict[str, Any] = {}
    for word, value in schema.items():
        found |= _convert_word(word, value, references)
    if found.get("type") == "file":
        found |= {"type": "string", "format": "binary"}
    return found


def _convert_word(word: str, value: Any, references: References) -> dict[str, Any]:
    if word in _MAPS:
        return {word: {name: _convert_field(one, references) for name, one in value.items()}}
    if word in _LISTS:
        return {word: [convert_schema(one, references) for one in value]}
    if word in _ONES:
        return {word: convert_schema(value, references)}
    return _convert_simple(word, value, references)


def _convert_simple(word: str, value: Any, references: References) -> dict[str, Any]:
    if word == "$ref":
        return {word: references.move(value)}
    if word == "discriminator" and isinstance(value, str):
        return {word: {"propertyName": value}}
    # A list's format belongs to the parameter; a boolean "required" is an old habit that means nothing here.
    if word == "collectionFormat" or (word == "required" and isinstance(value, bool)):
        return {}
    return {"nullable" if word == "x-nullable" else word: value}


def _convert_field(schema: Any, references: References) -> Any:
    """Convert a field. flask-restx documents every field of unknown type (``fields.Raw``) as an object."""
    found = convert_schema(schema, references)
    if isinstance(found, dict) and found.get("type") == "object" and not _SHAPES & set(found):
        return {**found, "type": list(_ANYTHING), "x-documented-as": "object"}
    return found


def convert_answer(schema: Any, raw: Mapping[str, Any], references: References) -> dict[str, Any]:
    """The content of an answer for its media type: its schema, marked where it was corrected.

    flask-restx documents a list wherever rows are marshalled, also where they come inside one page:
    ``[{page, pages, total, items}]`` stands for the bare page.
    """
    if isinstance(schema, Mapping) and schema.get("type") == "array" and "items" in schema:
        fields = _collect_fields(schema["items"], raw)
        if "items" in fields and _PAGE_WORDS & set(fields):
            page = convert_schema(schema["items"], references)
            return {"schema": page, "x-documented-as": "list of one page object"}
    return {"schema": convert_schema(schema, references)}


def _collect_fields(schema: Any, raw: Mapping[str, Any], depth: int = 0) -> dict[str, Any]:
    """The fields of an object, through references and allOf."""
    if not isinstance(schema, Mapping) or depth > 8:
        return {}
    found: dict[str, Any] = {}
    if str(schema.get("$ref", "")).startswith("#/definitions/"):
        name = schema["$ref"].removeprefix("#/definitions/")
        definitions = raw.get("definitions", {})
        found |= _collect_fields(definitions.get(name) or definitions.get(unquote(name)), raw, depth + 1)
    for part in schema.get("allOf", ()):
        found |= _collect_fields(part, raw, depth + 1)
    return found | dict(schema.get("properties", {}))
