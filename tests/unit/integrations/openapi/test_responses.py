"""What comes back: checked, forgiven where the dialect says so, and failures as what to do next."""

import json
import logging
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from portal.integrations.errors import (
    Conflict,
    IntegrationError,
    NotAuthorised,
    NotFound,
    OutcomeUnknown,
    Unavailable,
    UnexpectedResponse,
)
from portal.integrations.openapi import Busy, Dialect, Refused, Result, read_problems
from tests.unit.integrations.openapi.library import (
    JSON,
    Key,
    LooseDialect,
    answer_with,
    library,
    make_document,
    make_raw,
)
from tests.unit.integrations.socket_server import Peer

BOOK = {"id": 1, "title": "T", "price": 2.5, "bought_on": "2026-03-01", "sequel": {"id": 2}}


def ask(answer: Any, *, operation_id: str = "get_book", dialect: type[Dialect] = LooseDialect) -> Result:
    values: dict[str, Any] = {"path": {"id": 1}} if operation_id == "get_book" else {}
    if operation_id == "create_book":
        values["body"] = {"title": "x"}
    with library(answer_with(answer), dialect=dialect) as (client, _server):
        return client.call(operation_id, **values)


def fail(
    status: int, answer: Any, *headers: str, operation_id: str = "get_book", write: bool = False
) -> IntegrationError:
    def script(peer: Peer) -> None:
        peer.answer(status, json.dumps(answer).encode(), JSON, *headers)

    values: dict[str, Any] = {"body": {"title": "x"}} if write else {"path": {"id": 1}}
    with library(script) as (client, server), pytest.raises(IntegrationError) as caught:
        client.call("create_book" if write else operation_id, **values)
    assert caught.value.system == "library"
    assert len(server.received) == 1 or not write
    return caught.value


def test_record_comes_out_typed() -> None:
    record = ask(BOOK).record
    assert record is not None
    assert record["price"] == Decimal("2.5")
    assert record["bought_on"] == date(2026, 3, 1)
    assert record["sequel"]["id"] == 2


@pytest.mark.parametrize(
    "answer", [{"data": BOOK}, {"success": True, "data": BOOK}, {**BOOK, "success": True}]
)
def test_record_is_found_in_its_wrapping(answer: Any) -> None:
    record = ask(answer).record
    assert record is not None
    assert record["title"] == "T"


def test_receipt_holds_no_record() -> None:
    result = ask({"success": True, "id": "12"})
    assert result.record is None
    assert result.record_id == "12"
    assert ask({"success": True, "id": 12}, operation_id="create_book").record_id == "12"


@pytest.mark.parametrize(
    ("sent", "name", "becomes"),
    [
        ({"id": "7"}, "id", 7),
        ({"price": "2.50"}, "price", Decimal("2.50")),
        ({"price": "``"}, "price", None),
        ({"title": 5}, "title", "5"),
        ({"title": "``"}, "title", ""),
        ({"title": "null"}, "title", "null"),
        ({"title": None}, "title", None),
        ({"bought_on": "null"}, "bought_on", None),
        ({"bought_on": "2026-13-45"}, "bought_on", "2026-13-45"),
        ({"is_lent": 1}, "is_lent", True),
        ({"is_lent": "false"}, "is_lent", False),
        ({"sequel": []}, "sequel", {}),
        ({"sequel": [{"id": "3"}]}, "sequel", {"id": 3}),
        ({"tags": {"0": "a", "2": "b"}}, "tags", ["a", "b"]),
        ({"shelf": None}, "shelf", None),
        ({"colour": "red"}, "colour", "red"),
    ],
)
def test_real_servers_are_forgiven(sent: dict[str, Any], name: str, becomes: Any) -> None:
    record = ask({"title": "T", **sent}).record
    assert record is not None
    assert record[name] == becomes
    assert type(record[name]) is type(becomes)


@pytest.mark.parametrize("sent", [{"id": "seven"}, {"sequel": "x"}, {"tags": "a"}])
def test_what_cannot_be_forgiven_breaks_the_contract(sent: dict[str, Any]) -> None:
    with pytest.raises(UnexpectedResponse) as caught:
        ask({"title": "T", **sent})
    assert next(iter(sent)) in str(caught.value)
    assert "seven" not in str(caught.value)


def test_without_tolerance_only_null_is_forgiven() -> None:
    record = ask({**BOOK, "title": None}, dialect=Dialect).record
    assert record is not None
    with pytest.raises(UnexpectedResponse):
        ask({**BOOK, "id": "1"}, dialect=Dialect)


def test_page_wrapped_in_a_list_is_a_page() -> None:
    wrapped = [{"items": [{"id": "1"}, {"id": 2}], "page": 1, "pages": 1}]
    assert [one["id"] for one in ask(wrapped, operation_id="list_books").items] == [1, 2]


def test_what_was_forgiven_is_said_once(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "portal.integrations")
    answer = {"id": "7", "title": None, "colour": "mauve", "bought_on": "soon"}
    with library(answer_with(answer), dialect=LooseDialect) as (client, _server):
        for _time in range(2):
            client.call("get_book", path={"id": 1})
    said = [one.getMessage() for one in caplog.records if one.getMessage().startswith("forgiven")]
    book = "#/components/schemas/Book"
    begin = "forgiven system=library operation=get_book what="
    assert said == [
        f"{begin}impossible-date at={book}/properties/bought_on",
        f"{begin}null at={book}/properties/title",
        f"{begin}other-type at={book}/properties/id",
        f"{begin}unknown-field at={book}",
    ]
    assert not any(word in caplog.text for word in ("mauve", "colour", "soon"))


def test_missing_required_field_breaks_the_contract_unless_masked() -> None:
    with library(answer_with({})) as (client, _server), pytest.raises(UnexpectedResponse):
        client.call("list_people")


FOREIGN = {"response": {"Success": False, "Error": "No."}}
"""What no document promises: the envelope of another system."""


@pytest.mark.parametrize("answer", [{}, [], None, FOREIGN, {"colour": "red"}, {**BOOK, "Success": "False"}])
@pytest.mark.parametrize("dialect", [Dialect, LooseDialect])
def test_an_object_with_nothing_that_was_promised_is_no_record(answer: Any, dialect: type[Dialect]) -> None:
    raw = make_raw()
    raw["paths"]["/books/{id}"]["get"]["responses"]["200"] = {
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Book"}}}
    }
    with (
        library(answer_with(answer), document=make_document(raw), dialect=dialect) as (client, _server),
        pytest.raises(UnexpectedResponse),
    ):
        assert client.call("get_book", path={"id": 1}).record


@pytest.mark.parametrize("answer", [{}, FOREIGN, {"colour": "red"}, {"id": "1", "SUCCESS": 0, "ok": 1}])
def test_a_write_whose_answer_is_of_another_kind_is_not_done(answer: Any) -> None:
    with pytest.raises(OutcomeUnknown):
        ask(answer, operation_id="create_book")


@pytest.mark.parametrize(
    "answer", [[], {}, None, FOREIGN, BOOK, {"items": [FOREIGN]}, {"items": {"a": 1}}, "x"]
)
@pytest.mark.parametrize("dialect", [Dialect, LooseDialect])
def test_what_is_no_list_is_not_an_empty_one(answer: Any, dialect: type[Dialect]) -> None:
    with pytest.raises(UnexpectedResponse):
        ask(answer, operation_id="list_books", dialect=dialect)


def test_an_empty_list_may_be_null() -> None:
    assert ask({"items": None, "total": 0}, operation_id="list_books").items == ()


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "application/pdf"])
def test_a_file_is_not_an_empty_list(kind: str) -> None:
    with (
        library(lambda peer: peer.answer(200, b"%PDF", f"Content-Type: {kind}")) as (client, _server),
        pytest.raises(UnexpectedResponse),
    ):
        client.call("list_books")


@pytest.mark.parametrize(
    ("call", "error"), [("delete_book", OutcomeUnknown), ("get_cover", UnexpectedResponse)]
)
def test_a_web_page_answers_nothing(call: str, error: type[IntegrationError]) -> None:
    with (
        library(lambda peer: peer.answer(200, b"<p>", "Content-Type: text/html")) as (client, _server),
        pytest.raises(error),
    ):
        client.call(call, path={"id": 1})


def test_what_says_no_where_nothing_was_promised_is_not_done() -> None:
    with library(answer_with(FOREIGN)) as (client, _server), pytest.raises(OutcomeUnknown):
        client.call("delete_book", path={"id": 1})


def test_a_success_that_is_not_documented_is_no_failure() -> None:
    raw = make_raw()
    failure = {"type": "object", "properties": {"message": {"type": "string"}}}
    raw["paths"]["/books"]["post"]["responses"]["default"] = {
        "content": {"application/json": {"schema": failure}}
    }
    document = make_document(raw)
    with library(answer_with({"id": "7"}, status=201), document=document) as (client, _server):
        assert client.call("create_book", body={"title": "x"}).record_id == "7"


def test_what_cannot_be_read_is_logged_without_a_word_of_the_server(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(UnexpectedResponse):
        ask({"secret": "word"}, operation_id="list_books")
    said = [one.getMessage() for one in caplog.records if one.levelno == logging.WARNING]
    assert said == ["unreadable library list_books: answer is no list request_id=-"]
    assert "secret" not in caplog.text


@pytest.mark.parametrize("body", [b"<html>", b"\xff", b"", b"[" * 3000])
def test_good_status_without_an_answer(body: bytes) -> None:
    with library(lambda peer: peer.answer(200, body, JSON)) as (client, _server):
        with pytest.raises(UnexpectedResponse):
            client.call("get_book", path={"id": 1})
        if body:
            with pytest.raises(OutcomeUnknown):
                client.call("create_book", body={"title": "x"})
        else:
            assert client.call("create_book", body={"title": "x"}).data is None


def test_lost_write_is_never_sent_again() -> None:
    with library(lambda _peer: "close") as (client, server), pytest.raises(OutcomeUnknown):
        client.call("create_book", body={"title": "x"})
    assert len(server.received) == 1


def test_search_by_post_is_a_read() -> None:
    with library(lambda _peer: "close", dialect=LooseDialect) as (client, server), pytest.raises(Unavailable):
        client.call("find_books", body="<a/>")
    assert len(server.received) == 3


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (404, NotFound),
        (410, NotFound),
        (409, Conflict),
        (423, Conflict),
        (401, NotAuthorised),
        (403, NotAuthorised),
    ],
)
def test_status_says_what_to_do(status: int, kind: type[IntegrationError]) -> None:
    assert type(fail(status, {"message": "No."})) is kind
    assert type(fail(status, {"message": "No."}, write=True)) is kind


def test_too_many_calls_tells_how_long_to_wait() -> None:
    error = fail(429, {}, "Retry-After: 30")
    assert isinstance(error, Busy)
    assert error.retry_after_s == 30
    other = fail(429, {}, "Retry-After: Wed, 21 Oct 2026 07:28:00 GMT", write=True)
    assert isinstance(other, Busy)
    assert other.retry_after_s is None


@pytest.mark.parametrize("status", [301, 302])
def test_redirect_is_not_followed(status: int) -> None:
    assert isinstance(fail(status, {}, "Location: http://elsewhere.invalid/"), UnexpectedResponse)


def test_failing_server_may_have_written() -> None:
    assert isinstance(fail(500, {}, write=True), OutcomeUnknown)
    assert isinstance(fail(500, {}), UnexpectedResponse)


@pytest.mark.parametrize("status", [400, 401, 422])
def test_refused_values_come_with_problems(status: int) -> None:
    answer = {
        "errors": [
            {"code": 1, "type": "generic_exception", "message": "Name is too\nshort"},
            {"message": "B"},
        ]
    }
    error = fail(status, answer, write=True)
    assert isinstance(error, Refused)
    assert error.code == ("refused" if status == 401 else "invalid")
    assert [one.params["text"] for one in error.problems] == ["Name is too short", "B"]
    assert "Name" not in str(error)


@pytest.mark.parametrize(
    "answer",
    [
        {"error": "access_denied", "error_description": "The token was revoked."},
        {"errors": [{"code": 2, "type": "authentication_exception", "message": "No"}]},
        {"errors": [{"code": 1, "type": "generic_exception", "message": "Unauthenticated."}]},
        {"message": "Unauthorized"},
        "no",
    ],
)
def test_401_about_the_token_is_not_about_the_values(answer: Any) -> None:
    assert isinstance(fail(401, answer, write=True), NotAuthorised)


def test_good_status_with_a_refusal_is_a_refusal() -> None:
    with pytest.raises(Refused):
        ask({"success": False, "errors": [{"message": "No"}]}, operation_id="create_book")


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ({"message": "M", "errors": {"name": "needed", "a.b": ["one", "two"]}},
         [("/name", "needed"), ("/a/b", "one"), ("/a/b", "two")]),
        ({"errors": {"addresses": {"0": {"city": "needed"}}}}, [("/addresses/0/city", "needed")]),
        ({"title": "Bad", "detail": "The name.", "status": 400, "type": "x"}, [("", "The name.")]),
        ({"title": "Bad", "invalid-params": [{"name": "age", "reason": "below 0"}]}, [("/age", "below 0")]),
        ({"errors": [{"source": {"pointer": "/data/name"}, "detail": "short"}]}, [("/data/name", "short")]),
        ({"error": "invalid_request", "error_description": "Words."}, [("", "Words.")]),
        ({"errors": ["a", 3, None, {}, ""]}, [("", "a")]),
        ("just words", [("", "just words")]),
        ({"errors": 7}, []),
        (None, []),
        ([], []),
    ],
)  # fmt: skip
def test_every_form_of_refusal_is_read(answer: Any, told: list[tuple[str, str]]) -> None:
    assert [(one.pointer, one.params["text"]) for one in read_problems(answer)] == told


def test_flood_of_problems_is_cut() -> None:
    answer = {"errors": [{"message": "x" * 1000}] * 400}
    error = fail(422, answer, write=True)
    assert isinstance(error, Refused)
    assert len(error.problems) == 50
    assert len(error.problems[0].params["text"]) == 300


def test_file_comes_as_bytes_up_to_its_limit() -> None:
    with library(lambda peer: peer.answer(200, b"\x89PNG", "Content-Type: image/png")) as (client, _server):
        assert client.call("get_cover", path={"id": 1}).data == b"\x89PNG"
        with pytest.raises(UnexpectedResponse):
            client.call("get_cover", path={"id": 1}, max_bytes=3)


# Who calls -------------------------------------------------------------------------------------------


def refuse_first(peer: Peer) -> None:
    if peer.number == 1:
        peer.answer(401, b"{}", JSON)
    else:
        peer.answer(200, b'{"id": "1"}', JSON)


def test_read_is_asked_again_with_a_new_token() -> None:
    with library(refuse_first, credential=Key(renewals=1)) as (client, server):
        assert client.call("get_book", path={"id": 1}).record_id == "1"
    assert [one.headers["authorization"] for one in server.received] == ["Bearer key-1", "Bearer key-2"]


def test_read_is_asked_again_only_once() -> None:
    key = Key(renewals=9)
    with (
        library(answer_with({}, status=401), credential=key) as (client, server),
        pytest.raises(NotAuthorised),
    ):
        client.call("get_book", path={"id": 1})
    assert len(server.received) == 2


def test_refused_write_is_not_sent_again_but_may_be() -> None:
    with library(refuse_first, credential=Key(renewals=1)) as (client, server):
        with pytest.raises(Unavailable):
            client.call("create_book", body={"title": "x"})
        client.call("create_book", body={"title": "x"})
    assert [one.headers["authorization"] for one in server.received] == ["Bearer key-1", "Bearer key-2"]


def test_fixed_key_that_is_refused_is_refused() -> None:
    key = Key()
    with (
        library(answer_with({}, status=401), credential=key) as (client, server),
        pytest.raises(NotAuthorised),
    ):
        client.call("create_book", body={"title": "x"})
    assert len(server.received) == 1


def test_one_record_made_in_a_list_is_the_record() -> None:
    with library(answer_with([{"id": "4"}]), dialect=LooseDialect) as (client, _server):
        result = client.call("find_books", body="<a/>")
    assert result.record == {"id": 4}
    assert result.record_id == "4"
