"""Aptic's client on a real socket: who calls, what leaves, what comes back."""

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from portal.integrations.aptic.client import ApticClient, build_aptic_client
from portal.integrations.aptic.filters import NAMES
from portal.integrations.aptic.values import ServiceResult
from portal.integrations.errors import (
    Conflict,
    NotAuthorised,
    NotFound,
    OutcomeUnknown,
    Unavailable,
    UnexpectedResponse,
)
from portal.integrations.http import Limits
from portal.integrations.openapi import Busy, InvalidRequest, Refused, load_document, read_document
from tests.unit.integrations.socket_server import Peer, SocketServer, serving

CATALOGUE = Path("portal/integrations/catalog/aptic.json")
DOCUMENT = load_document(CATALOGUE)
JSON = "Content-Type: application/json"
PERSON = {"juridicalType": 0, "name": {"fullName": "An Claes"}, "addresses": [{"city": "Gent"}], "limit": 2.5}
Served = tuple[ApticClient, SocketServer]


@contextmanager
def answering(
    status: int, data: Any = None, *, kind: str = JSON, raw: bytes | None = None
) -> Iterator[Served]:
    body = raw if raw is not None else b"" if data is None else json.dumps(data).encode()
    with running(lambda peer: peer.answer(status, body, *([kind] if kind else []))) as served:
        yield served


@contextmanager
def running(script: Callable[[Peer], Any], **options: Any) -> Iterator[Served]:
    options = options or {"api_key": "sesame"}
    with serving(script) as server:
        limits = Limits(read_timeout_s=2, deadline_s=3)
        client = build_aptic_client(base_url=server.url, document=DOCUMENT, limits=limits, **options)
        yield client, server
        client.close()


# Who calls -------------------------------------------------------------------------------------------


def test_key_goes_where_a_token_goes() -> None:
    with answering(200, {}) as (client, server):
        assert client.ping() is True
    assert server.received[0].line == "GET /base/v1/Ping HTTP/1.1"
    assert server.received[0].headers["authorization"] == "Bearer sesame"


def test_client_and_secret_are_changed_for_a_token_under_the_base() -> None:
    def script(peer: Peer) -> None:
        token = {"access_token": "t1", "token_type": "Bearer", "expires_in": 3600}
        peer.answer(200, json.dumps(token if peer.number == 1 else {}).encode(), JSON)

    with running(script, client_id="us", client_secret="s&s") as (client, server):
        client.ping()
    assert server.received[0].line == "POST /base/login/oauth/access_token HTTP/1.1"
    assert parse_qs(server.received[0].body.decode()) == {
        "grant_type": ["client_credentials"],
        "client_id": ["us"],
        "client_secret": ["s&s"],
    }
    assert server.received[1].headers["authorization"] == "Bearer t1"


def test_secrets_never_reach_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with (
        answering(409, {"title": "x", "status": 409}) as (client, _server),
        pytest.raises(Conflict) as caught,
    ):
        client.register_webhook(events=["payment"], url="https://p.example/h?k=hidden", secret="hush")
    said = caplog.text + str(caught.value) + repr(caught.value)
    assert "register_webhook" in said
    assert not any(word in said for word in ("hush", "hidden", "sesame"))


# Services --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["POST", "PUT", "PATCH", "DELETE"])
def test_service_is_called_with_its_verb_and_input(verb: Any) -> None:
    with answering(200, {"done": 1}) as (client, server):
        result = client.call_service(
            "Plan Simulation", verb=verb, data={"amount": Decimal("1.10"), "x": None}
        )
    assert result == ServiceResult(200, {"done": 1})
    assert server.received[0].line == f"{verb} /base/v1/Services/Plan%20Simulation HTTP/1.1"
    assert server.received[0].body == b'{"amount": 1.10, "x": null}'


def test_service_may_be_asked_without_input() -> None:
    with answering(200, {}) as (client, server):
        client.call_service("Statement", verb="GET")
        client.call_service("Statement", run_async=True)
        with pytest.raises(InvalidRequest):
            client.call_service("Statement", verb="GET", data={"a": 1})
    assert [one.line for one in server.received] == [
        "GET /base/v1/Services/Statement HTTP/1.1",
        "POST /base/v1/Services/Statement?async=true HTTP/1.1",
    ]
    assert server.received[1].body == b""


@pytest.mark.parametrize(
    ("sub_path", "sent"),
    [
        ("", ""),
        ("/", ""),
        ("a/b", "/a/b"),
        ("/a b/é/", "/a%20b/%C3%A9"),
        ("a?x=1/b#c/%2e%2e/{x}", "/a%3Fx%3D1/b%23c/%252e%252e/%7Bx%7D"),
        (("26/004512", "a..b"), "/26%2F004512/a..b"),
    ],
)
def test_path_below_a_service_is_quoted_step_by_step(sub_path: Any, sent: str) -> None:
    with answering(200, {}) as (client, server):
        client.call_service("S", sub_path=sub_path)
    assert server.received[0].line == f"POST /base/v1/Services/S{sent} HTTP/1.1"


@pytest.mark.parametrize(
    "sub_path",
    [
        "..",
        "a/../b",
        "a/./b",
        "a//b",
        "a/\x00",
        "a/\r\nX: 1",
        "\ud800",
        " ",
        ("",),
        ("..",),
        "a/" * 11,
        "x" * 201,
    ],
)
def test_path_that_leads_elsewhere_is_not_sent(sub_path: Any) -> None:
    with answering(200, {}) as (client, server), pytest.raises(InvalidRequest):
        client.call_service("S", sub_path=sub_path)
    assert not server.received


@pytest.mark.parametrize("name", ["", "..", ".", " ", "a\nb", "\udfff", "x" * 201])
def test_name_that_leads_elsewhere_is_not_sent(name: str) -> None:
    with answering(200, {}) as (client, server):
        for call in (client.call_service, client.get_callback, client.post_callback):
            with pytest.raises(InvalidRequest):
                call(name)
    assert not server.received


@pytest.mark.parametrize(
    ("raw", "kind", "data"),
    [
        (b"", "", None),
        (b"[1, 2.50]", JSON, [1, Decimal("2.50")]),
        (b'{"data": {"a": 1}, "state": "ok"}', JSON, {"data": {"a": 1}, "state": "ok"}),
        (b'"text"', "Content-Type: application/problem+json", "text"),
        (b"plain \xff", "Content-Type: text/plain", "plain \ufffd"),
        (b"%PDF", "Content-Type: application/pdf", b"%PDF"),
    ],
)
def test_service_and_callback_may_answer_anything(raw: bytes, kind: str, data: object) -> None:
    with answering(200, raw=raw, kind=kind) as (client, _server):
        assert client.call_service("S").data == data
        assert client.get_callback("C") == data
        assert client.post_callback("C", {"a": 1}) == data


@pytest.mark.parametrize(
    ("status", "data", "run_async", "expected"),
    [
        (202, {"jobId": "j1"}, False, ("j1", True)),
        (200, {"id": 7}, True, ("7", True)),
        (202, ["?"], True, ("", True)),
        (200, {"jobId": "not ours"}, False, ("", False)),
    ],
)
def test_work_that_goes_on_has_a_name(
    status: int, data: object, run_async: bool, expected: tuple[str, bool]
) -> None:
    with answering(status, data) as (client, _server):
        result = client.call_service("S", run_async=run_async)
    assert (result.job_id, result.goes_on) == expected


@pytest.mark.parametrize("verb", ["GET", "POST", "PUT", "PATCH", "DELETE"])
def test_action_is_never_sent_twice(verb: Any) -> None:
    with running(lambda _peer: "close") as (client, server), pytest.raises(OutcomeUnknown):
        client.call_service("S", verb=verb)
    assert len(server.received) == 1


def test_answer_of_an_action_that_cannot_be_read_leaves_the_outcome_open() -> None:
    with answering(200, raw=b"{oops") as (client, _server):
        with pytest.raises(OutcomeUnknown):
            client.call_service("S", verb="GET")
        with pytest.raises(OutcomeUnknown):
            client.post_callback("C", {})


# Refusals --------------------------------------------------------------------------------------------


PROBLEM = {"type": "about:blank", "title": "Bad", "status": 400, "detail": "No such amount", "instance": "/x"}


@pytest.mark.parametrize("kind", [JSON, "Content-Type: application/problem+json; charset=utf-8"])
def test_problem_of_rfc_7807_is_a_refusal_with_its_words(kind: str) -> None:
    told = {**PROBLEM, "errors": {"amount": ["is too low"], "payer.name": "is missing"}, "traceId": "0a"}
    with answering(400, told, kind=kind) as (client, _server), pytest.raises(Refused) as caught:
        client.call_service("S", data={})
    assert (caught.value.code, caught.value.text) == ("invalid", "No such amount")
    assert [(one.pointer, one.params["text"]) for one in caught.value.problems] == [
        ("/amount", "is too low"),
        ("/payer/name", "is missing"),
    ]


def test_problem_without_places_is_told_whole() -> None:
    with answering(422, PROBLEM) as (client, _server), pytest.raises(Refused) as caught:
        client.register_webhook(events=["x"], url="u", secret="s")
    assert [one.params["text"] for one in caught.value.problems] == ["No such amount"]


@pytest.mark.parametrize(
    ("status", "error", "of_list"),
    [
        (401, NotAuthorised, NotAuthorised),
        (403, NotAuthorised, NotAuthorised),
        (404, NotFound, UnexpectedResponse),  # a list is there, however short
        (409, Conflict, Conflict),
        (410, NotFound, UnexpectedResponse),
        (429, Busy, Busy),
    ],
)
def test_status_decides_what_the_caller_does_next(
    status: int, error: type[Exception], of_list: type[Exception]
) -> None:
    with answering(status, {**PROBLEM, "status": status}) as (client, server):
        with pytest.raises(error):
            client.call_service("S", data={})
        with pytest.raises(of_list):
            client.list_webhooks()
    assert len(server.received) == 2


def test_broken_server_leaves_a_write_open_and_a_read_not() -> None:
    with answering(500, {}) as (client, _server):
        with pytest.raises(OutcomeUnknown):
            client.delete_webhook(url="https://p.example/")
        with pytest.raises(UnexpectedResponse):
            client.list_webhooks()


def test_busy_server_changed_nothing() -> None:
    with answering(503, {}) as (client, _server), pytest.raises(Unavailable):
        client.call_service("S")


# Persons ---------------------------------------------------------------------------------------------


def test_person_is_read_whatever_is_missing() -> None:
    page = {"count": 2, "skip": 0, "total": 2, "value": [PERSON, {"juridicalType": 1, "email": None}]}
    with answering(200, page) as (client, _server):
        found = client.list_persons()
    first, second = found.items
    assert (first.full_name, first.is_company, first.limit) == ("An Claes", False, Decimal("2.5"))
    assert first.addresses[0].city == "Gent"
    assert (second.is_company, second.email, second.limit, second.addresses) == (True, "", None, ())
    assert not found.has_more


def test_condition_order_and_page_are_sent() -> None:
    with answering(200, {"count": 0, "skip": 0, "total": 0, "value": []}) as (client, server):
        client.list_persons(
            where=NAMES["fullname"].equals("D'H & co"), skip=-4, top=900, order="fullname asc"
        )
    query = parse_qs(urlsplit(server.received[0].line.split(" ")[1]).query)
    assert query == {
        "$skip": ["0"],
        "$top": ["100"],
        "$filter": ["fullname eq 'D''H & co'"],
        "$orderby": ["fullname asc"],
    }


def test_persons_come_page_after_page_and_no_further_than_asked() -> None:
    def script(peer: Peer) -> None:
        query = parse_qs(urlsplit(server.received[peer.number - 1].line.split(" ")[1]).query)
        skip, top = int(query["$skip"][0]), int(query["$top"][0])
        rows = [PERSON] * min(top, 5 - skip)
        peer.answer(200, json.dumps({"count": 1, "skip": skip, "total": 5, "value": rows}).encode(), JSON)

    with running(script) as (client, server):
        assert len(list(client.iterate_persons(size=2))) == 5
        assert len(server.received) == 3
        assert len(list(client.iterate_persons(size=2, most=3))) == 3
        assert len(server.received) == 5
        assert not list(client.iterate_persons(most=0))


def test_server_that_never_ends_a_list_is_left() -> None:
    empty = {"count": 0, "skip": 0, "total": 900, "value": []}
    with answering(200, empty) as (client, server):
        assert not list(client.iterate_persons())
    assert len(server.received) == 1


def test_list_is_asked_again_after_a_broken_line() -> None:
    def script(peer: Peer) -> Any:
        if peer.number == 1:
            return "close"
        peer.answer(200, b'{"count": 0, "webHooks": []}', JSON)
        return None

    with running(script) as (client, server):
        assert client.list_webhooks() == ()
    assert len(server.received) == 2


# Webhooks --------------------------------------------------------------------------------------------


def test_webhook_is_registered_for_many_events() -> None:
    row = {"events": ["payment", "defray"], "url": "https://p.example/", "method": "POST"}
    with answering(200, row) as (client, server):
        made = client.register_webhook(events=("payment", "defray"), url="https://p.example/", secret="hush")
    assert (made.events, made.url, made.method) == (("payment", "defray"), "https://p.example/", "POST")
    assert server.received[0].line == "PUT /base/v1/WebHooks HTTP/1.1"
    assert json.loads(server.received[0].body) == {**row, "secret": "hush"}


def test_webhook_is_deleted_with_a_body() -> None:
    with answering(200, None, kind="") as (client, server):
        client.delete_webhook(url="https://p.example/")
        client.delete_webhook(url="https://p.example/", events=["payment"])
    assert [one.line for one in server.received] == ["DELETE /base/v1/WebHooks HTTP/1.1"] * 2
    assert [json.loads(one.body) for one in server.received] == [
        {"url": "https://p.example/"},
        {"url": "https://p.example/", "events": ["payment"]},
    ]


def test_no_events_do_not_mean_all_events() -> None:
    with answering(200, {}) as (client, server), pytest.raises(InvalidRequest):
        client.delete_webhook(url="https://p.example/", events=[])
    assert not server.received


def test_document_of_the_office_without_a_call_says_so() -> None:
    raw = json.loads(CATALOGUE.read_text())
    del raw["paths"]["/v1/UnnamedPersonList"]
    document = read_document(json.dumps(raw).encode(), source="office")
    client = build_aptic_client(base_url="http://127.0.0.1:9", document=document, api_key="x")
    with pytest.raises(Unavailable, match="list_persons"):
        client.list_persons()
    client.close()
