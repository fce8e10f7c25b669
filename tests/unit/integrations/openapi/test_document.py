"""Documents: what is read of them, what is refused and how it is told, fetching and keeping copies."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from portal.integrations.openapi import (
    DocumentError,
    InvalidRequest,
    check_document,
    load_document,
    read_document,
)
from tests.unit.integrations.openapi.library import RAW, answer_with, library, make_document, make_raw
from tests.unit.integrations.socket_server import Peer, free_address, serving

CATALOG = Path("portal/integrations/catalog")


def test_operations_are_known_by_id() -> None:
    document = make_document()
    book = document.get_operation("get_book")
    assert (book.method, book.path, book.tag, book.is_deprecated) == ("GET", "/books/{id}", "Books", False)
    assert [(one.name, one.where, one.is_required) for one in book.parameters] == [("id", "path", True)]
    listing = document.get_operation("list_books")
    assert listing.is_list
    assert listing.paging == "numbers"
    assert listing.item_schema is not None
    assert listing.item_schema.name == "Book"
    assert [one.operation_id for one in document.list_operations("Books")] == [
        "list_books",
        "create_book",
        "get_book",
    ]
    assert document.get_operation("list_logs").paging == "links"
    assert document.get_operation("list_people").paging == "skip"


def test_schema_is_read_through_references_and_all_of_and_round_a_cycle() -> None:
    create = make_document().get_operation("create_book").body
    assert create is not None
    assert create.schema is not None
    assert create.schema.required == {"title"}
    shelf = create.schema.properties["shelf"]
    assert (shelf.type, shelf.enum, shelf.enum_labels["A"]) == ("string", ("A", "B"), "Upper")
    inner = create.schema
    for _round in range(50):
        inner = inner.properties["sequel"]
    assert inner.name == "Book"
    assert inner.properties["note"].is_nullable
    assert inner.properties["tags"].items is not None


def test_record_of_a_read_call_that_documents_a_receipt_is_the_row_of_its_list() -> None:
    document = make_document()
    found = document.find_record_schema(document.get_operation("get_book"))
    assert found is not None
    assert found.name == "Book"


def _as_3_0() -> dict[str, Any]:
    raw = make_raw()
    raw["openapi"] = "3.0.3"
    book = raw["components"]["schemas"]["Book"]["properties"]
    book["title"]["nullable"] = True
    book["shelf"]["nullable"] = True
    book["sequel"]["nullable"] = True
    book["price"] |= {"exclusiveMinimum": True, "maximum": 9, "exclusiveMaximum": False}
    book["default"] = {"type": "integer", "nullable": True, "maximum": 5, "exclusiveMaximum": True}
    book["example"] = {"allOf": [{"$ref": "#/components/schemas/Book"}], "nullable": True}
    failed = {"type": "string", "nullable": True}
    raw["paths"]["/open"]["get"]["responses"]["default"] = {"content": {"text/plain": {"schema": failed}}}
    return raw


def test_schemas_of_3_0_become_those_of_3_1() -> None:
    document = make_document(_as_3_0())
    check_document(document)
    properties = document.schemas["Book"].properties
    nullable = {name for name, one in properties.items() if one.is_nullable}
    assert nullable == {"title", "shelf", "sequel", "default", "example", "note"}
    assert properties["shelf"].raw["enum"] == ["A", "B", None]
    assert [properties["price"].get(word) for word in ("minimum", "exclusiveMinimum")] == [None, 0]
    assert [properties["price"].get(word) for word in ("maximum", "exclusiveMaximum")] == [9, None]
    assert properties["default"].get("exclusiveMaximum") == 5
    failed = document.get_operation("get_open").answers["default"]
    assert failed is not None
    assert failed.schema is not None
    assert failed.schema.is_nullable


def test_body_of_3_0_may_hold_null_where_it_says_so() -> None:
    document = make_document(_as_3_0())
    body = {"title": None, "shelf": None, "sequel": None, "default": None, "example": None}
    with library(answer_with({"id": "1"}), document=document) as (client, server):
        client.call("create_book", body=body)
        for wrong in ({"price": None}, {"price": 0}, {"default": 5}):
            with pytest.raises(InvalidRequest):
                client.check("create_book", body={"title": "x", **wrong})
    assert len(server.received) == 1


def test_operation_without_id_gets_one_that_fits_in_an_address() -> None:
    raw = make_raw()
    del raw["paths"]["/books/{id}"]["get"]["operationId"]
    assert "get:books:{id}" in make_document(raw).operations


def _without_paths(raw: dict[str, Any]) -> None:
    del raw["paths"]


def _with_lost_reference(raw: dict[str, Any]) -> None:
    raw["components"]["schemas"]["Book"]["properties"]["sequel"]["$ref"] = "#/components/schemas/Lost"


def _with_outer_reference(raw: dict[str, Any]) -> None:
    raw["components"]["schemas"]["Book"]["properties"]["sequel"]["$ref"] = "http://elsewhere.invalid/x"


def _with_same_id(raw: dict[str, Any]) -> None:
    raw["paths"]["/open"]["get"]["operationId"] = "get_book"


def _with_list_for_operation(raw: dict[str, Any]) -> None:
    raw["paths"]["/open"]["get"] = []


def _with_nameless_parameter(raw: dict[str, Any]) -> None:
    raw["paths"]["/logs"]["get"]["parameters"] = [{"in": "query"}]


def _of_another_version(raw: dict[str, Any]) -> None:
    raw["openapi"] = "2.0"


def _with_line_break_in_id(raw: dict[str, Any]) -> None:
    raw["paths"]["/open"]["get"]["operationId"] = "get\nopen"


def _with_parameter_in_a_circle(raw: dict[str, Any]) -> None:
    raw["components"]["parameters"] = {"A": {"$ref": "#/components/parameters/A"}}
    raw["paths"]["/logs"]["get"]["parameters"] = [{"$ref": "#/components/parameters/A"}]


def _with_answer_in_a_circle(raw: dict[str, Any]) -> None:
    raw["components"]["responses"] = {
        "A": {"$ref": "#/components/responses/B"},
        "B": {"$ref": "#/components/responses/A"},
    }
    raw["paths"]["/logs"]["get"]["responses"] = {"200": {"$ref": "#/components/responses/A"}}


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (_with_parameter_in_a_circle, "#/paths/~1logs/get is not built as OpenAPI wants"),
        (_with_answer_in_a_circle, "#/paths/~1logs/get is not built as OpenAPI wants"),
        (
            _with_lost_reference,
            "#/paths/~1books/get leads to #/components/schemas/Lost, where nothing stands",
        ),
        (
            _with_outer_reference,
            "#/paths/~1books/get leads to http://elsewhere.invalid/x, where nothing stands",
        ),
        (_with_list_for_operation, "#/paths/~1open/get is not an operation"),
        (_with_nameless_parameter, "#/paths/~1logs/get is not built as OpenAPI wants"),
    ],
)
def test_an_odd_operation_is_told_and_the_others_work(spoil: Callable[[Any], None], told: str) -> None:
    raw = make_raw()
    spoil(raw)
    document = make_document(raw)
    assert told in document.faults
    assert 0 < len(document.operations) < len(make_document(make_raw()).operations)


@pytest.mark.parametrize("spoil", [_with_same_id, _with_line_break_in_id])
def test_an_id_that_cannot_be_used_is_replaced_by_method_and_path(spoil: Callable[[Any], None]) -> None:
    raw = make_raw()
    spoil(raw)
    assert "get:open" in make_document(raw).operations


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (_without_paths, "library.json at #/paths: is missing"),
        (_of_another_version, "library.json at #/openapi: is not 3.0 or 3.1"),
    ],
)
def test_broken_document_is_told_in_one_sentence(spoil: Callable[[Any], None], told: str) -> None:
    raw = make_raw()
    spoil(raw)
    with pytest.raises(DocumentError) as caught:
        make_document(raw)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_schema_that_is_none_is_found_by_the_check() -> None:
    raw = make_raw()
    raw["components"]["schemas"]["Book"]["properties"]["price"]["type"] = "munber"
    faults = check_document(make_document(raw))
    assert faults
    assert all("is not a schema" in fault for fault in faults)


@pytest.mark.parametrize("content", [b"openapi: 3.1.0\npaths: {}", b"swagger: '2.0'", b"\xff{}"])
def test_yaml_is_refused_with_what_to_do(content: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        read_document(content, source="swagger.yaml")
    assert str(caught.value) == "swagger.yaml: is not JSON (YAML is not read: convert it to JSON)"


@pytest.mark.parametrize("content", [b"openapi: 3.1.0", b"[]", b"\xff", b"{}", b"[" * 100_000])
def test_what_is_no_document_is_refused(content: bytes) -> None:
    with pytest.raises(DocumentError):
        read_document(content, source="x.yaml")


def test_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="cannot be read"):
        load_document(tmp_path / "none.json")


@pytest.mark.parametrize("name", ["dossierdata", "cirrus", "aptic", "digioffice", "tagor"])
def test_our_own_documents_hold(name: str) -> None:
    document = load_document(CATALOG / f"{name}.json")
    check_document(document)
    assert document.operations


# An address ----------------------------------------------------------------------------------------


def test_document_is_fetched_and_its_copy_serves_for_a_day(tmp_path: Path) -> None:
    with serving(lambda peer: peer.answer(200, json.dumps(RAW).encode())) as server:
        for _time in range(2):
            assert load_document(f"{server.url}/openapi.json?v=1", copies=tmp_path).has_operation("get_book")
    assert [one.line for one in server.received] == ["GET /base/openapi.json?v=1 HTTP/1.1"]


@pytest.mark.parametrize("now", ["down", "broken", "error"])
def test_old_copy_serves_when_the_address_does_not(tmp_path: Path, now: str) -> None:
    def script(peer: Peer) -> None:
        if peer.number == 1:
            peer.answer(200, json.dumps(RAW).encode())
        else:
            peer.answer(500 if now == "error" else 200, b"<html>")

    with serving(script) as server:
        address = f"{server.url}/openapi.json"
        load_document(address, copies=tmp_path)
        copy = next(tmp_path.iterdir())
        os.utime(copy, (0, 0))
        if now == "down":
            server.stop()
        assert load_document(address, copies=tmp_path).has_operation("get_book")


def test_address_without_copy_is_told_without_its_query(tmp_path: Path) -> None:
    with pytest.raises(DocumentError) as caught:
        load_document(f"{free_address()}/openapi.json?key=secret", copies=tmp_path)
    assert "cannot be fetched" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_bad_document_at_an_address_is_never_kept(tmp_path: Path) -> None:
    raw = make_raw()
    raw["paths"] = {}
    with (
        serving(lambda peer: peer.answer(200, json.dumps(raw).encode())) as server,
        pytest.raises(DocumentError),
    ):
        load_document(server.url, copies=tmp_path)
    assert not list(tmp_path.iterdir())
