"""Swagger 2.0, as flask-restx publishes it, read as OpenAPI 3.1."""

import copy
import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs

import pytest

from portal.integrations.openapi import (
    Document,
    DocumentError,
    File,
    InvalidRequest,
    Operation,
    check_document,
    find_token_url,
    read_document,
)
from portal.integrations.openapi.operation import Media
from tests.repo.files import ROOT
from tests.unit.integrations.openapi.flask_restx import lower
from tests.unit.integrations.openapi.library import LooseDialect, answer_with, library

MASK = {
    "name": "X-Fields",
    "in": "header",
    "type": "string",
    "format": "mask",
    "description": "An optional fields mask",
}


def _form(name: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "in": "formData", "type": kind, **more}


def _query(name: str, **more: Any) -> dict[str, Any]:
    texts = {"type": "array", "items": {"type": "string"}}
    return {"name": name, "in": "query", **texts, **more}


def _ok(schema: Any = None) -> dict[str, Any]:
    return {"200": {"description": "Success"} | ({"schema": schema} if schema else {})}


RAW: dict[str, Any] = {
    "swagger": "2.0",
    "basePath": "/api/2/",
    "info": {"title": "Animals", "version": "1"},
    "tags": [{"name": "cats", "description": "Cats"}],
    "consumes": ["application/json"],
    "produces": ["application/json"],
    "securityDefinitions": {
        "key": {"type": "apiKey", "in": "header", "name": "X-Token"},
        "word": {"type": "basic"},
        "code": {
            "type": "oauth2",
            "flow": "accessCode",
            "authorizationUrl": "https://a.invalid/authorize",
            "tokenUrl": "https://a.invalid/token",
            "scopes": {"read": "Read"},
        },
    },
    "security": [{"key": []}],
    "parameters": {
        "Wanted": {"name": "wanted", "in": "query", "type": "integer", "maximum": 3},
        "Cat": {"name": "payload", "in": "body", "required": True, "schema": {"$ref": "#/definitions/Cat"}},
    },
    "responses": {
        "ParseError": {"description": "When a mask can't be parsed"},
        "Gone": {"description": "Gone", "schema": {"$ref": "#/definitions/Cat"}},
    },
    "paths": {
        "/cats/": {
            "get": {
                "operationId": "get_cat_list",
                "tags": ["cats"],
                "parameters": [
                    {"$ref": "#/parameters/Wanted"},
                    {"name": "page", "in": "query", "type": "integer", "default": 1},
                    {"name": "per_page", "in": "query", "type": "integer", "maximum": 50},
                    _query("many", collectionFormat="multi"),
                    _query("commas"),
                    _query("blanks", collectionFormat="ssv"),
                    _query("bars", collectionFormat="pipes"),
                    _query("tabs", collectionFormat="tsv"),
                    MASK,
                ],
                "responses": _ok({"type": "array", "items": {"$ref": "#/definitions/Cat%20page"}}),
            },
            "post": {
                "operationId": "post_cat_list",
                "tags": ["cats"],
                "parameters": [{"$ref": "#/parameters/Cat"}, MASK],
                "responses": {**_ok({"$ref": "#/definitions/Cat"}), "410": {"$ref": "#/responses/Gone"}},
            },
        },
        "/cats/{id}": {
            "parameters": [{"name": "id", "in": "path", "required": True, "type": "integer"}],
            "get": {"operationId": "get_cat", "responses": _ok({"$ref": "#/definitions/Cat"})},
            "delete": {"responses": {"204": {"description": "Gone"}}},
        },
        "/felines/{id}": {
            "parameters": [{"name": "id", "in": "path", "required": True, "type": "integer"}],
            "get": {"operationId": "get_cat", "responses": _ok({"$ref": "#/definitions/Cat"})},
        },
        "/cats/{id}/picture": {
            "parameters": [
                {"name": "id", "in": "path", "required": True, "type": "integer"},
                _form("words", "string", maxLength=5, description="A few."),
            ],
            "get": {
                "operationId": "get_picture",
                "produces": ["image/png"],
                "responses": _ok({"type": "file"}),
            },
            "put": {
                "operationId": "put_picture",
                "consumes": ["multipart/form-data"],
                "parameters": [_form("file", "file", required=True), _query("tags") | {"in": "formData"}],
                "responses": _ok(),
            },
        },
        "/search": {
            "post": {
                "operationId": "post_search",
                "consumes": ["application/x-www-form-urlencoded", "multipart/form-data"],
                "parameters": [
                    _form("name", "string", required=True),
                    _form("colours", "array", items={"type": "string"}, collectionFormat="multi"),
                    _form("ids", "array", items={"type": "integer"}),
                ],
                "responses": _ok({"type": "array", "items": {"$ref": "#/definitions/Cat"}}),
            }
        },
        "/feed": {
            "post": {
                "operationId": "post_feed",
                "parameters": [
                    {"name": "grams", "in": "body", "type": "integer", "required": True},
                    {"name": "at", "in": "body", "type": "string", "format": "date"},
                ],
                "responses": _ok(),
            }
        },
    },
    "definitions": {
        "Animal": {
            "type": "object",
            "discriminator": "kind",
            "required": ["name"],
            "properties": {
                "name": {"type": "string", "maxLength": 9, "example": "Tom"},
                "kind": {"type": "string"},
                "default": {"type": "integer", "x-nullable": True},
            },
        },
        "Cat": {
            "allOf": [
                {"$ref": "#/definitions/Animal"},
                {
                    "type": "object",
                    "properties": {
                        "id": {"type": "integer", "readOnly": True},
                        "kilos": {"type": "number", "minimum": 0, "exclusiveMinimum": True},
                        "mother": {"$ref": "#/definitions/Animal", "x-nullable": True},
                        "home": {"allOf": [{"$ref": "#/definitions/Animal"}], "x-nullable": True},
                        "coat": {"type": "string", "enum": ["a", "b"], "x-nullable": True},
                        "born": {"type": "object"},
                    },
                },
            ]
        },
        "Cat page": {
            "type": "object",
            "properties": {
                "page": {"type": "integer"},
                "pages": {"type": "integer"},
                "total": {"type": "integer"},
                "items": {"type": "array", "items": {"$ref": "#/definitions/Cat"}},
            },
        },
    },
}


def read(raw: dict[str, Any] = RAW) -> Document:
    document = read_document(json.dumps(raw).encode(), source="swagger.json")
    check_document(document)
    return document


def test_operations_keep_their_ids_and_get_one_each() -> None:
    document = read()
    assert list(document.operations) == [
        "get_cat_list",
        "post_cat_list",
        "get_cat",
        "delete:cats:{id}",
        "get_cat_2",
        "get_picture",
        "put_picture",
        "post_search",
        "post_feed",
    ]
    second = document.find_operation("GET", "/felines/{id}")
    assert second is not None
    assert second.operation_id == "get_cat_2"
    assert document.tags == ("cats",)


@pytest.mark.parametrize(
    ("place", "servers"),
    [
        ({}, ("/api/2",)),
        ({"basePath": "/"}, ("/",)),
        ({"host": "x.invalid"}, ("https://x.invalid/api/2",)),
        ({"host": "x.invalid:81", "schemes": ["http", "https"], "basePath": "/"}, None),
    ],
)
def test_addresses_are_told(place: dict[str, Any], servers: tuple[str, ...] | None) -> None:
    assert read(RAW | place).servers == (servers or ("http://x.invalid:81", "https://x.invalid:81"))


def test_ways_in_are_told() -> None:
    document = read()
    assert document.security_schemes["word"] == {"type": "http", "scheme": "basic"}
    assert document.security_schemes["key"]["name"] == "X-Token"
    assert find_token_url(document, "authorizationCode") == "https://a.invalid/token"
    assert document.security_schemes["code"]["flows"]["authorizationCode"]["scopes"] == {"read": "Read"}


def test_lists_in_the_query_are_sent_as_the_document_says() -> None:
    words = ["a", "b"]
    given: dict[str, Any] = dict.fromkeys(["many", "commas", "blanks", "bars", "tabs"], words)
    with library(answer_with({"items": []}), document=read()) as (client, server):
        client.call("get_cat_list", query={**given, "wanted": 3}, headers={"X-Fields": "{id}"})
        with pytest.raises(InvalidRequest):
            client.call("get_cat_list", query={"wanted": 4})
    sent = server.received[0]
    assert parse_qs(sent.line.split()[1].partition("?")[2]) == {
        "wanted": ["3"],
        "many": ["a", "b"],
        "commas": ["a,b"],
        "blanks": ["a b"],
        "bars": ["a|b"],
        "tabs": ["a\tb"],
    }
    assert sent.headers["x-fields"] == "{id}"


def test_body_is_sent_as_json_and_checked() -> None:
    cat = {"name": "Tom", "kilos": Decimal("4.20"), "mother": None, "home": None, "coat": None}
    with library(answer_with({"id": 7, "name": "Tom"}), document=read()) as (client, server):
        result = client.call("post_cat_list", body={**cat, "default": None})
        for wrong in ({}, {"name": "x" * 10}, {"name": "x", "kilos": 0}, {"name": "x", "coat": "c"}):
            with pytest.raises(InvalidRequest):
                client.call("post_cat_list", body=wrong)
    assert result.record_id == "7"
    assert len(server.received) == 1
    assert server.received[0].headers["content-type"] == "application/json"
    assert json.loads(server.received[0].body)["kilos"] == 4.2


@pytest.mark.parametrize("is_wrapped", [False, True])
def test_page_documented_inside_a_list_is_a_page(is_wrapped: bool) -> None:
    page = {"page": 1, "pages": 1, "total": 1, "items": [{"id": 1, "name": "Tom"}]}
    with library(answer_with([page] if is_wrapped else page), document=read(), dialect=LooseDialect) as (
        client,
        _,
    ):
        found = client.get_page("get_cat_list")
    assert found.items == ({"id": 1, "name": "Tom"},)
    assert (found.pages, found.total) == (1, 1)


@pytest.mark.parametrize("born", ["2026-03-01T09:00:00", {"year": 2026}, 3, None])
def test_field_of_no_known_kind_may_hold_anything(born: Any) -> None:
    with library(answer_with({"id": 1, "name": "Tom", "born": born}), document=read()) as (client, _server):
        result = client.call("get_cat", path={"id": 1})
    assert result.record is not None
    assert result.record["born"] == born


def test_file_is_answered_as_it_is() -> None:
    answer: Callable[[Any], None] = lambda peer: peer.answer(200, b"\x89PNG", "Content-Type: image/png")  # noqa: E731
    with library(answer, document=read()) as (client, _server):
        assert client.call("get_picture", path={"id": 1}).data == b"\x89PNG"


def test_file_goes_with_the_fields_of_its_form() -> None:
    picture = File("x.png", b"\x89PNG", "image/png")
    values = {"words": "hi", "tags": ["a", "b"]}
    with library(answer_with({}), document=read()) as (client, server):
        client.call("put_picture", path={"id": 1}, body=values, files={"file": picture})
        with pytest.raises(InvalidRequest):
            client.call("put_picture", path={"id": 1}, body={"words": "too long"}, files={"file": picture})
        with pytest.raises(InvalidRequest):
            client.call("put_picture", path={"id": 1}, body=values)
    sent = server.received[0]
    assert sent.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert b'name="words"\r\n\r\nhi' in sent.body
    assert b'name="tags"\r\n\r\na,b' in sent.body
    assert b'filename="x.png"' in sent.body


def test_form_without_file_goes_in_its_own_words() -> None:
    with library(answer_with([]), document=read(), dialect=LooseDialect) as (client, server):
        client.call("post_search", body={"name": "é &", "colours": ["a", "b"], "ids": [1, 2]})
        with pytest.raises(InvalidRequest):
            client.call("post_search", body={"colours": ["a"]})
    sent = server.received[0]
    assert sent.headers["content-type"] == "application/x-www-form-urlencoded"
    assert parse_qs(sent.body.decode()) == {"name": ["é &"], "colours": ["a", "b"], "ids": ["1,2"]}


def test_arguments_read_from_json_are_one_body() -> None:
    with library(answer_with({}), document=read()) as (client, server):
        client.call("post_feed", body={"grams": 5, "at": "2026-03-01"})
        with pytest.raises(InvalidRequest):
            client.call("post_feed", body={"at": "2026-03-01"})
    assert json.loads(server.received[0].body) == {"grams": 5, "at": "2026-03-01"}


def test_schemas_keep_their_words() -> None:
    fields = read().schemas["Cat"].properties
    assert read().schemas["Animal"].get("discriminator") == {"propertyName": "kind"}
    assert fields["id"].is_read_only
    assert fields["default"].is_nullable
    assert fields["kilos"].get("exclusiveMinimum") == 0
    assert (fields["coat"].enum, fields["coat"].is_nullable) == (("a", "b"), True)
    assert fields["mother"].is_nullable
    assert fields["home"].is_nullable
    assert fields["name"].get("example") == "Tom"


# What cannot be read ---------------------------------------------------------------------------------


def _of_another_version(raw: dict[str, Any]) -> None:
    raw["swagger"] = "1.2"


def _without_paths(raw: dict[str, Any]) -> None:
    del raw["paths"]


def _with_list_for_path(raw: dict[str, Any]) -> None:
    raw["paths"]["/cats/"] = []


def _with_lost_reference(raw: dict[str, Any]) -> None:
    raw["definitions"]["Cat"]["allOf"][0]["$ref"] = "#/definitions/Dog"


def _with_nameless_parameter(raw: dict[str, Any]) -> None:
    raw["paths"]["/cats/"]["get"]["parameters"] = [{"in": "query", "type": "string"}]


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (_of_another_version, "swagger.json at #/swagger: is not 2.0"),
        (_without_paths, "swagger.json: is not built as Swagger 2.0 wants"),
    ],
)
def test_broken_document_is_told_in_one_sentence(spoil: Callable[[Any], None], told: str) -> None:
    raw = copy.deepcopy(RAW)
    spoil(raw)
    with pytest.raises(DocumentError) as caught:
        read(raw)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (_with_list_for_path, "is not a path with operations"),
        (_with_lost_reference, "leads to #/components/schemas/Dog, where nothing stands"),
        (_with_nameless_parameter, "#/paths/~1cats~1/get is not built as OpenAPI wants"),
    ],
)
def test_an_odd_operation_is_told_and_the_others_work(spoil: Callable[[Any], None], told: str) -> None:
    raw = copy.deepcopy(RAW)
    spoil(raw)
    document = read(raw)
    assert [fault for fault in document.faults if told in fault]
    assert document.operations


# A whole document there and back ---------------------------------------------------------------------

CIRRUS: dict[str, Any] = json.loads((ROOT / "portal/integrations/catalog/cirrus.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def ours() -> Document:
    return read(copy.deepcopy(CIRRUS))


@pytest.fixture(scope="module")
def back() -> Document:
    return read(lower(CIRRUS))


def plain(raw: Any) -> Any:
    """A schema without what only flask-restx says: the mask's format, an object that may be anything."""
    if isinstance(raw, list):
        return [plain(one) for one in raw]
    if not isinstance(raw, dict):
        return raw
    found = {word: plain(value) for word, value in raw.items() if (word, value) != ("format", "mask")}
    return {"type": "object"} if found.get("x-documented-as") == "object" else found


def describe_parameters(operation: Operation) -> dict[tuple[str, str], Any]:
    return {
        (one.name, one.where): (one.is_required, one.is_exploded, one.description, plain(one.schema.raw))
        for one in operation.parameters
    }


def describe_media(media: Media | None) -> Any:
    if media is None or media.schema is None:
        return media
    return (media.media_type, media.is_required, media.example, media.schema.pointer, plain(media.schema.raw))


def test_every_operation_of_cirrus_survives(ours: Document, back: Document) -> None:
    assert len(ours.operations) == len(back.operations) == 233
    for operation in ours.operations.values():
        found = back.find_operation(operation.method, operation.path)
        assert found is not None
        assert describe_parameters(found) == describe_parameters(operation)
        assert describe_media(found.body) == describe_media(operation.body)
        assert {key: describe_media(one) for key, one in found.answers.items()} == {
            key: describe_media(one) for key, one in operation.answers.items()
        }
        assert (found.tag, found.is_deprecated, found.is_list, found.items_key, found.paging) == (
            operation.tag,
            operation.is_deprecated,
            operation.is_list,
            operation.items_key,
            operation.paging,
        )


def test_every_schema_of_cirrus_survives(ours: Document, back: Document) -> None:
    theirs = back.raw["components"]["schemas"]
    assert plain(theirs) == ours.raw["components"]["schemas"]


def test_ids_of_cirrus_are_those_of_flask_restx(back: Document) -> None:
    assert back.has_operation("get_accounts_collection")
    assert not back.has_operation("list_accounts")
    assert any(name.endswith("_2") for name in back.operations)
