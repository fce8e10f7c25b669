"""From OpenAPI 3.0 to 3.1: ``nullable`` and boolean ``exclusive…`` keywords become JSON Schema 2020-12."""

from typing import Any


def modernise(schema: dict[str, Any]) -> None:
    """Change one schema in place, but not those nested in it."""
    _read_tuple(schema)
    if isinstance(schema.get("nullable"), bool) and schema.pop("nullable"):
        _allow_null(schema)
    for word, limit in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if isinstance(schema.get(word), bool) and schema.pop(word) and limit in schema:
            schema[word] = schema.pop(limit)


def _read_tuple(schema: dict[str, Any]) -> None:
    """Convert a list with one schema per position, as draft 4 of JSON Schema writes it."""
    if isinstance(schema.get("items"), list):
        schema["prefixItems"] = schema.pop("items")


def _allow_null(schema: dict[str, Any]) -> None:
    if isinstance(schema.get("type"), str):
        schema["type"] = [schema["type"], "null"]
    if isinstance(schema.get("enum"), list) and None not in schema["enum"]:
        schema["enum"] = [*schema["enum"], None]
    for word in ("$ref", "allOf"):
        if word in schema and "type" not in schema and "anyOf" not in schema:
            schema["anyOf"] = [{word: schema.pop(word)}, {"type": "null"}]
