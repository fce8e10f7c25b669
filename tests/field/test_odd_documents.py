"""Documents as tools really write them: each is read whole, and its answer is read by it.

The kind: a reader that knows one tool's habits. Every case is a document of its own, in the version it names.
"""

import json
from typing import Any

import pytest

from portal.integrations.openapi import Document, check_document, read_document
from portal.integrations.openapi.problems import Where
from portal.integrations.openapi.validation import Validator

BODY: Where = "body"
Case = tuple[str, dict[str, Any], Any, Any]
"""Version, schema of the answer, an answer that fits, one that does not."""

NOTHING = object()
CASES: dict[str, Case] = {
    "type-list-with-null": ("3.1.0", {"type": ["string", "null"]}, None, 5),
    "enum-with-null": ("3.1.0", {"type": ["string", "null"], "enum": ["a", None]}, "a", "b"),
    "nullable-enum": ("3.0.3", {"type": "string", "nullable": True, "enum": ["a"]}, None, "b"),
    "nullable-reference": (
        "3.0.3",
        {"nullable": True, "allOf": [{"$ref": "#/components/schemas/A"}]},
        None,
        5,
    ),
    "const": ("3.1.0", {"const": "only"}, "only", "other"),
    "true-schema": ("3.1.0", {"properties": {"x": True}}, {"x": 5}, NOTHING),
    "false-schema": ("3.1.0", {"type": "object", "properties": {"x": False}}, {}, {"x": 1}),
    "no-items": ("3.0.3", {"type": "array"}, [1, "a"], {}),
    "required-unknown": ("3.0.3", {"type": "object", "required": ["ghost"]}, {"ghost": 1}, {}),
    "pattern-properties": (
        "3.1.0",
        {"patternProperties": {"^x": {"type": "integer"}}},
        {"xy": 1},
        {"xy": "a"},
    ),
    "tuple": ("3.1.0", {"prefixItems": [{"type": "integer"}], "items": False}, [1], ["a"]),
    "tuple-of-draft-4": ("3.0.3", {"type": "array", "items": [{"type": "integer"}]}, [1], ["a"]),
    "exclusive-number": ("3.1.0", {"type": "number", "exclusiveMinimum": 0}, 1, 0),
    "exclusive-truth": ("3.0.3", {"type": "number", "minimum": 0, "exclusiveMinimum": True}, 1, 0),
    "if-then": ("3.1.0", {"if": {"type": "string"}, "then": {"minLength": 2}}, "ab", "a"),
    "dependent-required": ("3.1.0", {"dependentRequired": {"a": ["b"]}}, {"a": 1, "b": 2}, {"a": 1}),
    "unevaluated": (
        "3.1.0",
        {"allOf": [{"properties": {"a": {}}}], "unevaluatedProperties": False},
        {"a": 1},
        {"b": 1},
    ),
    "own-definitions": ("3.1.0", {"$ref": "#/components/schemas/Holder/$defs/In"}, 5, "a"),
    "reference-with-siblings": ("3.1.0", {"$ref": "#/components/schemas/A", "maxLength": 1}, "a", "ab"),
    "circle": (
        "3.0.3",
        {"$ref": "#/components/schemas/Tree"},
        {"branches": [{"branches": []}]},
        {"branches": [1]},
    ),
    "any-of": ("3.0.3", {"anyOf": [{"type": "string"}, {"type": "integer"}]}, 1, []),
    "discriminator-without-mapping": (
        "3.0.3",
        {"oneOf": [{"$ref": "#/components/schemas/A"}], "discriminator": {"propertyName": "kind"}},
        "a",
        5,
    ),
    "unknown-format": ("3.0.3", {"type": "string", "format": "iban"}, "BE1", 5),
    "field-called-properties": (
        "3.0.3",
        {"type": "object", "properties": {"properties": {"type": "integer"}}},
        {"properties": 1},
        {"properties": "a"},
    ),
    "field-called-default": (
        "3.0.3",
        {"type": "object", "properties": {"default": {"type": "integer"}}},
        {"default": 1},
        {"default": "a"},
    ),
    "field-called-ref": (
        "3.0.3",
        {"type": "object", "properties": {"$ref": {"type": "string"}}},
        {"$ref": "x"},
        {"$ref": 5},
    ),
    "extension-keywords": ("3.0.3", {"type": "string", "x-faker": {"$ref": 1}, "xml": {"name": "a"}}, "a", 5),
    "content-encoding": ("3.1.0", {"type": "string", "contentEncoding": "base64"}, "YQ==", 5),
    "write-only": (
        "3.0.3",
        {"type": "object", "properties": {"x": {"type": "string", "writeOnly": True}}},
        {},
        {"x": 5},
    ),
    "swagger-nullable": (
        "2.0",
        {"type": "object", "properties": {"n": {"type": "integer", "x-nullable": True}}},
        {"n": None},
        {"n": "a"},
    ),
    "swagger-definition": ("2.0", {"$ref": "#/definitions/A"}, "a", 5),
}


def describe(version: str, schema: dict[str, Any]) -> Document:
    named: dict[str, Any] = {
        "A": {"type": "string"},
        "Holder": {"$defs": {"In": {"type": "integer"}}},
        "Tree": {"type": "object", "properties": {"branches": {"type": "array", "items": {}}}},
    }
    answer: dict[str, Any] = {"description": "ok"}
    raw: dict[str, Any] = {"info": {"title": "x", "version": "1"}}
    raw["paths"] = {"/odd": {"get": {"operationId": "odd", "responses": {"200": answer}}}}
    if version == "2.0":
        answer["schema"] = schema
        raw |= {"swagger": "2.0", "definitions": {"A": named["A"]}, "produces": ["application/json"]}
    else:
        named["Tree"]["properties"]["branches"]["items"] = {"$ref": "#/components/schemas/Tree"}
        answer["content"] = {"application/json": {"schema": schema}}
        raw |= {"openapi": version, "components": {"schemas": named}}
    return read_document(json.dumps(raw).encode(), source="odd.json")


@pytest.mark.parametrize("name", CASES)
def test_an_odd_schema_is_understood(name: str) -> None:
    version, schema, fits, does_not = CASES[name]
    document = describe(version, schema)

    assert check_document(document) == ()
    answer = document.get_operation("odd").answer
    assert answer is not None
    assert answer.schema is not None
    validator = Validator(document)
    assert validator.list_problems(answer.schema, fits, where=BODY) == []
    if does_not is not NOTHING:
        assert validator.list_problems(answer.schema, does_not, where=BODY)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_a_document_is_read_in_every_unicode_encoding(encoding: str) -> None:
    raw = describe("3.1.0", {"type": "string", "description": "Référence n° 1"}).raw
    document = read_document(json.dumps(raw, ensure_ascii=False).encode(encoding), source="odd.json")
    assert document.has_operation("odd")
