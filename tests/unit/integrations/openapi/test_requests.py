"""What leaves: built from values, kept to the document; what does not keep to it is never sent."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from portal.integrations.openapi import File, InvalidRequest, Problem
from tests.unit.integrations.openapi.library import (
    Key,
    LooseDialect,
    answer_with,
    library,
    make_document,
    make_raw,
)

PAGE: dict[str, Any] = {"items": [], "page": 1, "pages": 1, "total": 0}


def refuse(operation_id: str, **values: Any) -> list[tuple[str, str, str]]:
    """The problems of a call, which must not reach the server."""
    with (
        library(answer_with({}), dialect=LooseDialect) as (client, server),
        pytest.raises(InvalidRequest) as caught,
    ):
        client.call(operation_id, **values)
    assert not server.received
    return [(one.where, one.pointer, one.code) for one in caught.value.problems]


def test_values_reach_their_places() -> None:
    with library(answer_with(PAGE)) as (client, server):
        client.call(
            "list_books",
            query={
                "page": "2",
                "tag": ["a b", "c&d"],
                "ids": [1, 2],
                "since": date(2026, 3, 1),
                "per_page": None,
            },
            headers={"X-Fields": "{id}"},
        )
    got = server.received[0]
    assert got.line == (
        "GET /base/books?page=2&sorting=a&tag=a+b&tag=c%26d&ids=1%2C2&since=2026-03-01 HTTP/1.1"
    )
    assert got.headers["x-fields"] == "{id}"


def test_path_is_quoted() -> None:
    raw = make_raw()
    raw["paths"]["/books/{id}"]["parameters"][0]["schema"] = {"type": "string"}
    with library(answer_with({"id": "1"}), document=make_document(raw)) as (client, server):
        client.call("get_book", path={"id": "a/b?c ü"})
    assert server.received[0].line == "GET /base/books/a%2Fb%3Fc%20%C3%BC HTTP/1.1"


@pytest.mark.parametrize("value", ["..", ".", ""])
def test_path_cannot_be_left(value: str) -> None:
    raw = make_raw()
    raw["paths"]["/books/{id}"]["parameters"][0]["schema"] = {"type": "string"}
    with (
        library(answer_with({}), document=make_document(raw)) as (client, server),
        pytest.raises(InvalidRequest) as caught,
    ):
        client.call("get_book", path={"id": value})
    assert caught.value.problems[0] == Problem("path", "/id", "unsendable")
    assert not server.received


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"query": {"page": "x"}}, ("query", "/page", "type")),
        ({"query": {"page": 0}}, ("query", "/page", "minimum")),
        ({"query": {"per_page": 51}}, ("query", "/per_page", "maximum")),
        ({"query": {"sorting": "q"}}, ("query", "/sorting", "enum")),
        ({"query": {"since": "soon"}}, ("query", "/since", "format")),
        ({"query": {"colour": "red"}}, ("query", "/colour", "unknown")),
        ({"headers": {"X-Fields": "{id}\r\nX-Evil: 1"}}, ("header", "/X-Fields", "unsendable")),
        ({"headers": {"Authorization": "Bearer x"}}, ("header", "/Authorization", "unknown")),
        ({"path": {"id": 1}}, ("path", "/id", "unknown")),
        ({"body": {}}, ("body", "", "unknown")),
    ],
)
def test_wrong_parameter_is_never_sent(values: dict[str, Any], problem: tuple[str, str, str]) -> None:
    assert refuse("list_books", **values) == [problem]


def test_missing_path_value_is_told() -> None:
    assert refuse("get_book") == [("path", "/id", "required")]


def test_secret_never_goes_into_the_query() -> None:
    assert refuse("list_logs", query={"token": "sesame"}) == [("query", "/token", "forbidden")]


def test_body_is_written_exactly() -> None:
    with library(answer_with({"success": True, "id": "7"})) as (client, server):
        client.call(
            "create_book",
            body={
                "title": "Über",
                "price": Decimal("10.10"),
                "bought_on": date(2026, 3, 1),
                "tags": ["x"],
                "sequel": {"price": Decimal("1234567890123456.05")},
                "note": None,
            },
        )
    sent = server.received[0]
    assert sent.headers["content-type"] == "application/json"
    assert b"10.10" in sent.body
    assert b"1234567890123456.05" in sent.body
    assert json.loads(sent.body)["bought_on"] == "2026-03-01"
    assert json.loads(sent.body)["note"] is None


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ({}, ("body", "/title", "required")),
        ({"title": 3}, ("body", "/title", "type")),
        ({"title": "x" * 21}, ("body", "/title", "max_length")),
        ({"title": "x", "shelf": "C"}, ("body", "/shelf", "enum")),
        ({"title": "x", "price": -1}, ("body", "/price", "minimum")),
        ({"title": "x", "price": float("nan")}, ("body", "", "invalid")),
        ({"title": "x", "bought_on": "1 March"}, ("body", "/bought_on", "format")),
        ({"title": "x", "sequel": {"sequel": {"tags": [1]}}}, ("body", "/sequel/sequel/tags/0", "type")),
        ({"title": "x", "titel": "y"}, ("body", "/titel", "unknown")),
        ({"title": "x", "sequel": {"a/b": 1}}, ("body", "/sequel/a~1b", "unknown")),
        ({"title": "x", "note": object()}, ("body", "/note", "invalid")),
        (None, ("body", "", "required")),
        ("<xml/>", ("body", "", "type")),
    ],
)
def test_wrong_body_is_never_sent(body: Any, problem: tuple[str, str, str]) -> None:
    assert problem in refuse("create_book", body=body)


def test_problem_tells_its_limits_and_its_field() -> None:
    with library(answer_with({})) as (client, _server), pytest.raises(InvalidRequest) as caught:
        client.check("create_book", body={"title": "x" * 21, "shelf": "C"})
    found = {one.field: one.params for one in caught.value.problems}
    assert found == {"title": {"limit": 20}, "shelf": {"options": ["A", "B"]}}
    assert "xxx" not in str(caught.value)


def test_moment_is_written_in_utc() -> None:
    raw = make_raw()
    raw["components"]["schemas"]["Book"]["properties"]["bought_on"]["format"] = "date-time"
    moment = datetime(2026, 7, 1, 12, 30, tzinfo=UTC)
    with library(answer_with({"id": "1"}), document=make_document(raw)) as (client, server):
        client.call("create_book", body={"title": "x", "bought_on": moment})
        client.call("create_book", body={"title": "x", "bought_on": date(2026, 7, 1)})
        client.call("create_book", body={"title": "x", "bought_on": moment.replace(tzinfo=None)})
    sent = [json.loads(one.body)["bought_on"] for one in server.received]
    assert sent == ["2026-07-01T12:30:00Z", "2026-06-30T22:00:00Z", "2026-07-01T10:30:00Z"]


def test_xml_goes_as_it_is() -> None:
    with library(answer_with([])) as (client, server):
        client.call("find_books", body="<a>é</a>")
    assert server.received[0].headers["content-type"] == "application/xml"
    assert server.received[0].body == "<a>é</a>".encode()
    assert refuse("find_books", body="x" * 41) == [("body", "", "max_length")]
    assert refuse("find_books", body={"a": 1}) == [("body", "", "type")]


def test_file_goes_as_a_form() -> None:
    cover = File('co"ver.png', b"\x89PNG\x00", "image/png")

    with library(lambda peer: peer.answer(204, b"")) as (client, server):
        client.call("put_cover", path={"id": 1}, body={"words": "hi"}, files={"file": cover})
    sent = server.received[0]
    assert sent.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert b"\x89PNG\x00" in sent.body
    assert b'name="words"\r\n\r\nhi' in sent.body
    assert b'filename="co%22ver.png"' in sent.body


def test_wrong_file_is_never_sent() -> None:
    cover = File("x.png", b"1")
    assert ("file", "/other", "unknown") in refuse("put_cover", path={"id": 1}, files={"other": cover})
    assert refuse("put_cover", path={"id": 1}, body={"words": "too long"}, files={"file": cover}) == [
        ("body", "/words", "max_length")
    ]
    assert refuse("create_book", files={"file": cover}) == [("file", "", "unknown")]
    large = File("x.png", b"1" * 20_000_001)
    assert refuse("put_cover", path={"id": 1}, files={"file": large}) == [("body", "", "too_large")]


def test_changed_document_changes_the_call() -> None:
    raw = make_raw()
    raw["paths"]["/volumes"] = raw["paths"].pop("/books")
    raw["components"]["schemas"]["Book"]["properties"]["isbn"] = {"type": "string", "minLength": 3}
    with library(answer_with({"id": "1"}), document=make_document(raw)) as (client, server):
        client.call("create_book", body={"title": "x", "isbn": "123"})
        with pytest.raises(InvalidRequest):
            client.call("create_book", body={"title": "x", "isbn": "1"})
    assert [one.line for one in server.received] == ["POST /base/volumes HTTP/1.1"]
    assert refuse("create_book", body={"title": "x", "isbn": "123"}) == [("body", "/isbn", "unknown")]


def test_open_operation_goes_without_the_credential() -> None:
    with library(answer_with({"id": "1"}), credential=Key()) as (client, server):
        client.call("get_open")
        client.call("get_book", path={"id": 1})
    assert "authorization" not in server.received[0].headers
    assert server.received[1].headers["authorization"] == "Bearer key-1"
