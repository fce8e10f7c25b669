"""The schema an admin types: taken when a form can show it, else refused with the place and the reason."""

import json
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from portal.aptic.actions.schemas import (
    LONGEST_TEXT,
    MOST_FIELDS,
    SchemaTextError,
    build_input_fields,
    list_path_fields,
    list_problems,
    make_plain,
    read_schema,
)
from portal.crm.entry.forms import RecordForm

GOOD: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "properties": {
        "number": {"type": "string", "title": "Rekening", "description": "Zoals op de brief", "maxLength": 9},
        "amount": {"type": "number", "exclusiveMinimum": 0},
        "months": {"type": "integer", "minimum": 1, "maximum": 120},
        "urgent": {"type": "boolean"},
        "letter": {"type": "string", "enum": ["A", "B"], "x-enum-labels": {"A": "Aanmaning"}},
        "on": {"type": "string", "format": "date"},
        "tags": {"type": "array", "items": {"type": "string"}, "maxItems": 3},
        "who": {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]},
        "text": {"type": "string", "maxLength": 2000},
    },
    "required": ["number", "months"],
    "additionalProperties": False,
}


def wrap(field: Any) -> str:
    return json.dumps({"type": "object", "properties": {"a": field}})


def test_each_type_gets_its_input() -> None:
    fields = build_input_fields(read_schema(json.dumps(GOOD)))
    kinds = {one.name: one.kind for one in fields}
    assert kinds == {
        "number": "text",
        "amount": "number",
        "months": "integer",
        "urgent": "yes",
        "letter": "choice",
        "on": "date",
        "tags": "list",
        "who": "object",
        "text": "long",
    }
    number, letter = fields[0], next(one for one in fields if one.name == "letter")
    assert (number.label, number.hint, number.is_required) == ("Rekening", "Zoals op de brief", True)
    assert letter.choices == (("A", "Aanmaning"), ("B", "B"))


def test_names_never_decide_the_kind() -> None:
    schema = read_schema(
        '{"type": "object", "properties": {"startdate": {"type": "string"}, "active": {"type": "integer"}}}'
    )
    assert [one.kind for one in build_input_fields(schema)] == ["text", "integer"]


def test_no_text_is_no_input() -> None:
    assert read_schema("  \n") == {}
    assert build_input_fields({}) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"type": object}', "line 1, character 10"),  # not a trailing comma: Pythons point at it differently
        ("[" * 19_000, "no JSON"),
        ("[1]", "starts with {"),
        ('{"type": "object", "x": NaN}', "no JSON"),
        ('{"type": "string"}', "type must be “object”"),
        ('{"type": "object", "required": ["b"]}', "“b” is required"),
        (wrap({"type": "strin"}), "properties/a/type: This is not a schema"),
        (wrap({"type": "string", "pattern": "("}), "properties/a/pattern: This is not a schema"),
        (wrap({"type": "string", "enum": "x"}), "properties/a/enum: This is not a schema"),
        (wrap(True), "properties/a: Give one type"),
        (wrap({"type": ["string", "null"]}), "properties/a: Give one type"),
        (wrap({"$ref": "https://elsewhere.example/schema"}), "not a schema|“\\$ref”"),
        (wrap({"oneOf": [{"type": "string"}]}), "“oneOf”"),
        (wrap({"type": "string", "const": "x"}), "“const”"),
        (wrap({"type": "string", "format": "binary"}), "Known formats"),
        (wrap({"type": "integer", "enum": [None]}), "choice is a text"),
        (wrap({"type": "array"}), "what the list holds"),
        (wrap({"type": "array", "items": {"type": "object"}}), "items: Give one type"),
        (wrap({"type": "object"}), "has no fields"),
        (wrap(json.loads(wrap({"type": "object", "properties": {}}))), "cannot be shown"),
        ('{"type": "object", "properties": {"a.b": {"type": "string"}}}', "name begins with a letter"),
        ('{"type": "object", "properties": {"é": {"type": "string"}}}', "name begins with a letter"),
        (" " * LONGEST_TEXT + "{}", "too long"),
    ],
)
def test_what_no_form_can_show_is_refused_with_its_place(text: str, said: str) -> None:
    with translation.override("en"), pytest.raises(SchemaTextError, match=said):
        read_schema(text)


def test_too_many_fields_are_refused() -> None:
    fields = {f"f{number}": {"type": "string"} for number in range(MOST_FIELDS + 1)}
    with translation.override("en"), pytest.raises(SchemaTextError, match="more than 60"):
        read_schema(json.dumps({"type": "object", "properties": fields}))


def test_typed_values_become_json_and_are_held_against_the_schema() -> None:
    fields = build_input_fields(GOOD)
    typed = {"number": "A1", "amount": "12,50", "months": "6", "urgent": "1", "on": "2/3/2026", "tags#": "2"}
    form = RecordForm(fields, {**typed, "tags.0": "x", "tags.1": "y", "who.name": "Jan"})
    with translation.override("nl"):
        values = make_plain(form.read())
    assert not form.problems
    assert values == {
        "number": "A1",
        "amount": Decimal("12.50"),
        "months": 6,
        "urgent": True,
        "on": "2026-03-02",
        "tags": ["x", "y"],
        "who": {"name": "Jan"},
    }
    assert list_problems(GOOD, values) == ()


def test_a_value_outside_the_schema_is_told_by_its_place() -> None:
    values = {"number": "much too long", "months": 0, "tags": ["a", "b", "c", "d"], "who": {}}
    found = {(one.pointer, one.code) for one in list_problems(GOOD, values)}
    assert found == {
        ("/number", "max_length"),
        ("/months", "minimum"),
        ("/tags", "max_items"),
        ("/who/name", "required"),
    }


def test_only_required_texts_and_whole_numbers_stand_in_a_path() -> None:
    assert list_path_fields(GOOD) == {"number", "months"}
