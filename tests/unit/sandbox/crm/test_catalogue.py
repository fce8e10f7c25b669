"""An OpenAPI document as operations: found by method and path, checked by its schemas."""

from typing import Any

import pytest

from portal.sandbox.crm.catalogue import Catalogue
from portal.sandbox.crm.checks import Checker
from portal.sandbox.crm.shape import fit, properties_of

DOCUMENT: dict[str, Any] = {
    "paths": {
        "/pets/": {"get": {"operationId": "list_pets", "responses": {}}},
        "/pets/{id}": {
            "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}],
            "get": {
                "operationId": "get_pet",
                "responses": {"2XX": {"$ref": "#/components/responses/One"}},
            },
        },
        "/pets/lost": {
            "post": {
                "operationId": "lose_pet",
                "deprecated": True,
                "parameters": [
                    {"$ref": "#/components/parameters/Many"},
                    {
                        "name": "per",
                        "in": "query",
                        "schema": {"type": "integer", "default": 5, "maximum": 50},
                    },
                    {"name": "odd", "in": "query", "schema": {"type": "boolean"}},
                    {"name": "must", "in": "query", "required": True, "schema": {"type": "string"}},
                ],
                "requestBody": {
                    "required": True,
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/PetInput"}}},
                },
                "responses": {"204": {"description": "Done."}},
            }
        },
    },
    "components": {
        "parameters": {
            "Many": {
                "name": "ids",
                "in": "query",
                "explode": False,
                "schema": {"type": "array", "items": {"type": "integer"}},
            }
        },
        "responses": {
            "One": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}}
        },
        "schemas": {
            "Pet": {
                "type": "object",
                "properties": {"name": {"type": "string"}, "owner": {"$ref": "#/components/schemas/Owner"}},
            },
            "PetInput": {"allOf": [{"$ref": "#/components/schemas/Pet"}, {"required": ["name"]}]},
            "Owner": {"type": "object", "properties": {"age": {"type": "number"}}},
        },
    },
}
CATALOGUE = Catalogue(DOCUMENT)
CHECKER = Checker(CATALOGUE)
LOSE = CATALOGUE.operations["lose_pet"]


def find(method: str, path: str) -> str | None:
    match = CATALOGUE.find(method, path)
    assert match is not None
    return match.operation.operation_id if match.operation else None


def test_a_fixed_path_goes_before_a_parameter_and_a_slash_counts() -> None:
    assert find("GET", "/pets/") == "list_pets"
    assert find("GET", "/pets/7") == "get_pet"
    assert find("POST", "/pets/lost") == "lose_pet"
    assert find("GET", "/pets/lost") == "get_pet"
    assert find("DELETE", "/pets/7") is None
    assert CATALOGUE.find("GET", "/pets") is None
    assert CATALOGUE.find("GET", "/pets/7/x") is None


def test_an_operation_knows_its_answer_its_bodies_and_its_age() -> None:
    assert CATALOGUE.operations["get_pet"].answer == {"$ref": "#/components/schemas/Pet"}
    assert LOSE.answer is None
    assert list(LOSE.bodies) == ["application/json"]


def read(**given: list[str]) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    values, problems = CHECKER.read_parameters(LOSE.parameters, "query", lambda name: given.get(name, []))
    return values, [(one.field, one.rule) for one in problems]


def test_parameters_come_typed_with_their_defaults() -> None:
    assert read(ids=["1,2"], odd=["true"], must=["x"]) == (
        {"ids": [1, 2], "per": 5, "odd": True, "must": "x"},
        [],
    )


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"per": ["51"]}, ("per", "maximum")),
        ({"per": ["many"]}, ("per", "type")),
        ({"per": ["\u0665"]}, ("per", "type")),
        ({"ids": ["1,x"]}, ("ids", "type")),
        ({"odd": ["perhaps"]}, ("odd", "type")),
    ],
)
def test_a_parameter_that_does_not_fit_is_named(
    given: dict[str, list[str]], problem: tuple[str, str]
) -> None:
    assert read(must=["x"], **given)[1] == [problem]


def test_a_required_parameter_is_missed() -> None:
    assert read()[1] == [("must", "required")]


@pytest.mark.parametrize(
    ("media_type", "body", "problems"),
    [
        ("application/json", {"name": "Rex", "more": 1}, []),
        ("application/json", {}, [("name", "required")]),
        ("application/json", {"name": "Rex", "owner": {"age": "old"}}, [("owner.age", "type")]),
        ("application/json", None, [("", "required")]),
        ("text/plain", {"name": "Rex"}, [("", "media-type")]),
    ],
)
def test_a_body_is_checked_by_the_documents_schema(
    media_type: str, body: Any, problems: list[tuple[str, str]]
) -> None:
    assert [(one.field, one.rule) for one in CHECKER.check_body(LOSE, media_type, body)] == problems


def test_rows_are_cut_to_what_a_schema_names() -> None:
    schema = {"$ref": "#/components/schemas/PetInput"}
    row = {"id": 1, "name": "Rex", "secret": 1, "owner": {"age": 9, "secret": 2}}
    assert set(properties_of(CATALOGUE, schema)) == {"name", "owner"}
    assert fit(CATALOGUE, schema, row, also=("id",)) == {"id": 1, "name": "Rex", "owner": {"age": 9}}
    many = {"type": "array", "items": schema}
    assert fit(CATALOGUE, many, [row]) == [{"name": "Rex", "owner": {"age": 9}}]
    assert fit(CATALOGUE, {"type": "object"}, row) == row
