"""From OpenAPI 3.0 to 3.1: ``nullable`` and the two ``exclusive…`` truths become JSON Schema 2020-12."""

from typing import Any

_DATA = frozenset({"example", "examples", "default", "enum", "const"})
_MAPS = frozenset({"properties", "patternProperties", "schemas", "responses", "paths", "content", "headers"})
"""What holds names of the document's own: a field may be called "default" there."""


def modernise(raw: dict[str, Any]) -> None:
    """Change a document in place. Samples and defaults are data, and stay."""
    todo: list[tuple[Any, bool]] = [(raw, False)]
    while todo:
        value, is_map = todo.pop()
        if isinstance(value, list):
            todo += [(one, False) for one in value]
        elif isinstance(value, dict):
            if not is_map:
                _modernise_one(value)
            todo += [
                (one, not is_map and name in _MAPS)
                for name, one in value.items()
                if is_map or name not in _DATA
            ]


def _modernise_one(schema: dict[str, Any]) -> None:
    if isinstance(schema.get("nullable"), bool) and schema.pop("nullable"):
        _allow_null(schema)
    for word, limit in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if isinstance(schema.get(word), bool) and schema.pop(word) and limit in schema:
            schema[word] = schema.pop(limit)


def _allow_null(schema: dict[str, Any]) -> None:
    if isinstance(schema.get("type"), str):
        schema["type"] = [schema["type"], "null"]
    if isinstance(schema.get("enum"), list) and None not in schema["enum"]:
        schema["enum"] = [*schema["enum"], None]
    for word in ("$ref", "allOf"):
        if word in schema and "type" not in schema and "anyOf" not in schema:
            schema["anyOf"] = [{word: schema.pop(word)}, {"type": "null"}]
