"""The transport on real sockets, with each engine: what is sent, what is retried, what a failure means."""

import gzip
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from typing import Any

import pytest

from portal.integrations.breaker import CircuitBreaker
from portal.integrations.context import request_id
from portal.integrations.deadline import page_deadline
from portal.integrations.errors import (
    IntegrationError,
    NotAuthorised,
    OutcomeUnknown,
    Unavailable,
    UnexpectedResponse,
)
from portal.integrations.http import Answer, Engine, Kind, Limits, Request, SystemClient, Terms
from tests.unit.integrations.socket_server import Peer, Then, free_address, full_backlog, serving

Build = Callable[..., SystemClient]
QUICK = {"connect_timeout_s": 1.0, "read_timeout_s": 0.5, "deadline_s": 4.0, "bulkhead_wait_s": 0.05}


@pytest.fixture(params=["pyreqwest", "httpx"])
def engine(request: pytest.FixtureRequest) -> Engine:
    chosen: Engine = request.param
    return chosen


@pytest.fixture
def build(engine: Engine) -> Iterator[Build]:
    """Builds clients with quick limits; ``limits`` of the test go over them."""
    built: list[SystemClient] = []

    def make(url: str, *, breaker: CircuitBreaker | None = None, **limits: Any) -> SystemClient:
        client = SystemClient(
            system="test",
            base_url=url,
            engine=engine,
            limits=Limits(**(QUICK | limits)),
            breaker=breaker or CircuitBreaker(failures=100),
        )
        built.append(client)
        return client

    yield make
    for client in built:
        client.close()


def ask(client: SystemClient, kind: Kind = "read", **terms: Any) -> Answer:
    sent = Request(path="Group/Name", headers={"Authorization": "Tgr sesame"}, content=b'{"a": 1}')
    return client.call("Group/Name", sent, Terms(kind=kind, **terms))


def fail(client: SystemClient, kind: Kind = "read", **terms: Any) -> IntegrationError:
    with pytest.raises(IntegrationError) as caught:
        ask(client, kind, **terms)
    assert (caught.value.system, caught.value.operation) == ("test", "Group/Name")
    return caught.value


# What is sent ------------------------------------------------------------------------------------


def test_request_arrives_whole(build: Build) -> None:
    def script(peer: Peer) -> None:
        peer.answer(200, b'{"amount": 10.10}', "Content-Type: application/json")

    token = request_id.set("page-1")
    with serving(script) as server:
        answer = ask(build(server.url + "/"))
    request_id.reset(token)
    got = server.received[0]
    assert got.line == "POST /base/Group/Name HTTP/1.1"
    assert got.body == b'{"a": 1}'
    assert got.headers["accept"] == "application/json"
    assert got.headers["authorization"] == "Tgr sesame"
    assert got.headers["x-request-id"] == "page-1"
    assert str(answer.parse_json()["amount"]) == "10.10"


def test_a_request_id_that_is_no_header_is_replaced(build: Build) -> None:
    token = request_id.set("a\r\nX-Evil: 1")
    with serving(lambda peer: peer.answer()) as server:
        ask(build(server.url))
    request_id.reset(token)
    assert "x-evil" not in server.received[0].headers
    assert len(server.received[0].headers["x-request-id"]) == 32


def test_connections_are_kept(build: Build) -> None:
    with serving(lambda peer: peer.answer()) as server:
        client = build(server.url)
        for _ in range(5):
            ask(client)
        assert server.connections == 1


def test_cookies_of_one_call_never_reach_another(build: Build) -> None:
    with serving(lambda peer: peer.answer(200, b"{}", "Set-Cookie: JSESSIONID=one; Path=/")) as server:
        client = build(server.url)
        ask(client)
        ask(client)
    assert "cookie" not in server.received[1].headers


def test_a_redirect_is_not_followed(build: Build) -> None:
    with serving(lambda peer: peer.answer(302, b"", "Location: /elsewhere")) as server:
        assert type(fail(build(server.url))) is UnexpectedResponse
    assert len(server.received) == 1


def test_a_compressed_answer_is_read(build: Build) -> None:
    with serving(
        lambda peer: peer.answer(200, gzip.compress(b'{"a": 2}'), "Content-Encoding: gzip")
    ) as server:
        assert ask(build(server.url)).parse_json() == {"a": 2}


# What a failure means ----------------------------------------------------------------------------

LOST: dict[str, Callable[[Peer], Then | None]] = {
    "hangs": lambda peer: peer.hang(),
    "closes": lambda _: "close",
    "resets": lambda _: "reset",
    "talks garbage": lambda peer: peer.send(b"\x00garbage\r\n\r\n") or "close",
    "stops in the body": lambda peer: peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{") or "close",
    "hangs in the body": lambda peer: (
        peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{") or peer.hang()
    ),
    "stops in a long body": lambda peer: (
        peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 900000\r\n\r\n" + b"x" * 300000) or "close"
    ),
    "502": lambda peer: peer.answer(502),
    "504": lambda peer: peer.answer(504),
}


@pytest.mark.parametrize("fault", LOST)
def test_a_lost_answer_leaves_the_outcome_of_a_write_unknown(build: Build, fault: str) -> None:
    with serving(LOST[fault]) as server:
        client = build(server.url)
        assert type(fail(client, "write")) is OutcomeUnknown
        assert len(server.received) == 1


@pytest.mark.parametrize("fault", LOST)
def test_a_lost_answer_to_a_read_means_try_later(build: Build, fault: str) -> None:
    with serving(LOST[fault]) as server:
        assert type(fail(build(server.url, max_attempts=2))) is Unavailable
        assert len(server.received) == 2


@pytest.mark.parametrize("fault", LOST)
def test_a_call_of_kind_once_is_never_sent_twice(build: Build, fault: str) -> None:
    with serving(LOST[fault]) as server:
        assert type(fail(build(server.url), "once")) is Unavailable
        assert len(server.received) == 1


@pytest.mark.parametrize("kind", ["read", "write"])
def test_nobody_listening_means_never_sent(build: Build, kind: Kind) -> None:
    assert type(fail(build(free_address()), kind)) is Unavailable


@pytest.mark.parametrize("kind", ["read", "write"])
def test_a_connection_that_hangs_means_never_sent(build: Build, kind: Kind) -> None:
    with full_backlog() as url:
        assert type(fail(build(url, read_timeout_s=1.2), kind)) is Unavailable


def test_an_unknown_host_means_never_sent(build: Build) -> None:
    client = build("http://no-such-host.invalid", read_timeout_s=5, deadline_s=6, max_attempts=1)
    assert type(fail(client, "write")) is Unavailable


@pytest.mark.parametrize("status", [429, 503])
def test_a_system_that_says_busy_did_nothing(build: Build, status: int) -> None:
    with serving(lambda peer: peer.answer(status)) as server:
        assert type(fail(build(server.url), "write")) is Unavailable
    assert len(server.received) == 1


@pytest.mark.parametrize(
    ("status", "kind", "fault"),
    [
        (401, "write", NotAuthorised),
        (403, "read", NotAuthorised),
        (400, "write", UnexpectedResponse),
        (404, "read", UnexpectedResponse),
        (500, "read", UnexpectedResponse),
        (500, "write", OutcomeUnknown),
    ],
)
def test_other_statuses(build: Build, status: int, kind: Kind, fault: type[IntegrationError]) -> None:
    with serving(lambda peer: peer.answer(status, b"oops")) as server:
        assert type(fail(build(server.url), kind)) is fault
    assert len(server.received) == 1


def test_a_status_the_caller_expects_is_an_answer(build: Build) -> None:
    with serving(lambda peer: peer.answer(404, b"none")) as server:
        answer = ask(build(server.url), accept=(200, 404))
    assert (answer.status, answer.content) == (404, b"none")


@pytest.mark.parametrize("url", ["", "nonsense", "ftp://127.0.0.1/", "http://", "http://\x00/"])
def test_a_bad_address_is_a_fault_and_no_crash(build: Build, url: str) -> None:
    assert type(fail(build(url))) is UnexpectedResponse


def test_an_address_only_the_engine_refuses_is_a_fault_too(build: Build) -> None:
    assert isinstance(fail(build("http://[bad/")), UnexpectedResponse | Unavailable)


def test_a_header_that_cannot_be_sent_is_a_fault_and_no_leak(build: Build) -> None:
    with serving(lambda peer: peer.answer()) as server:
        client = build(server.url)
        with pytest.raises(IntegrationError) as caught:
            client.call("X", Request(path="X", headers={"Authorization": "sésame\r\n"}), Terms(kind="read"))
    assert "same" not in str(caught.value)
    assert server.received == []


# Retries, deadlines, limits ----------------------------------------------------------------------


def test_a_read_is_tried_again_after_503(build: Build) -> None:
    with serving(lambda peer: peer.answer(503 if peer.number < 3 else 200)) as server:
        assert ask(build(server.url)).status == 200
    assert len(server.received) == 3


@pytest.mark.parametrize("then", ["close", "reset"])
def test_the_engine_itself_never_sends_a_write_again(build: Build, then: Then) -> None:
    """The connection is kept alive, then dropped once the second request has been read."""

    def script(peer: Peer) -> Then:
        if peer.number == 1:
            peer.answer()
            return "keep"
        return then

    with serving(script) as server:
        client = build(server.url)
        ask(client, "write")
        assert type(fail(client, "write")) is OutcomeUnknown
        assert len(server.received) == 2


def test_a_connection_closed_while_idle_costs_nothing(build: Build) -> None:
    def script(peer: Peer) -> Then:
        peer.answer()
        return "close"

    with serving(script) as server:
        client = build(server.url)
        for _ in range(10):
            ask(client, "read")
        assert len(server.received) == 10


def test_the_page_deadline_is_shared_by_all_calls(build: Build) -> None:
    with serving(lambda peer: peer.hang()) as server, page_deadline(0.2):
        client = build(server.url, read_timeout_s=30, deadline_s=60)
        assert type(fail(client)) is Unavailable
        sent = len(server.received)
        assert type(fail(client, "write")) is Unavailable
        assert len(server.received) == sent


def test_an_inner_page_deadline_only_shortens(build: Build) -> None:
    with serving(lambda peer: peer.hang()) as server, page_deadline(0.0), page_deadline(60):
        assert type(fail(build(server.url))) is Unavailable
    assert server.received == []


def test_an_answer_that_trickles_in_is_cut_off(build: Build) -> None:
    def script(peer: Peer) -> None:
        peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        for _ in range(1000):
            peer.send(b"x")
            peer.hang(0.02)

    with serving(script) as server:
        assert type(fail(build(server.url, max_attempts=1))) is Unavailable


@pytest.mark.parametrize(("kind", "fault"), [("read", UnexpectedResponse), ("write", OutcomeUnknown)])
def test_a_huge_answer_is_refused(build: Build, kind: Kind, fault: type[IntegrationError]) -> None:
    with serving(lambda peer: peer.answer(200, b"x" * 200_001)) as server:
        client = build(server.url, max_answer_bytes=200_000)
        assert type(fail(client, kind)) is fault
        assert len(ask(client, kind, max_bytes=200_001).content) == 200_001
    assert len(server.received) == 2


def test_a_compressed_flood_is_refused(build: Build) -> None:
    flood = gzip.compress(b"0" * 20_000_000)
    with serving(lambda peer: peer.answer(200, flood, "Content-Encoding: gzip")) as server:
        assert type(fail(build(server.url, read_timeout_s=5))) is UnexpectedResponse


def test_a_full_bulkhead_refuses_before_sending(build: Build) -> None:
    arrived = threading.Event()

    def script(peer: Peer) -> None:
        arrived.set()
        peer.hang()

    with serving(script) as server:
        client = build(server.url, max_concurrent=1, read_timeout_s=5)
        first = threading.Thread(target=fail, args=(client, "write"), kwargs={"deadline_s": 5})
        first.start()
        assert arrived.wait(5)
        assert type(fail(client, "write")) is Unavailable
        assert len(server.received) == 1
        server.stop()
        first.join(10)


def test_an_open_circuit_refuses_before_sending_and_closes_after_a_good_probe(build: Build) -> None:
    now = [0.0]
    breaker = CircuitBreaker(failures=2, pause_s=5, clock=lambda: now[0])
    with serving(lambda peer: peer.answer(503 if peer.number <= 2 else 200)) as server:
        client = build(server.url, breaker=breaker, max_attempts=1)
        fail(client)
        fail(client)
        assert type(fail(client, "write")) is Unavailable
        assert len(server.received) == 2
        now[0] = 5.0
        assert ask(client).status == 200
        assert breaker.state == "closed"


def test_a_hanging_system_holds_a_few_threads_once_and_then_none(build: Build) -> None:
    """Six threads ask at once, two may: when those have failed the rest do not even wait for their turn."""
    breaker = CircuitBreaker(failures=2, pause_s=600)
    with serving(lambda peer: peer.hang()) as server:
        client = build(server.url, breaker=breaker, max_concurrent=2, bulkhead_wait_s=30, deadline_s=60)
        threads = [threading.Thread(target=fail, args=(client, "once")) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        assert breaker.state == "open"
        assert len(server.received) <= 3  # one may slip in between the two failures


def test_a_full_bulkhead_opens_no_circuit_and_an_open_one_lets_nobody_wait(
    build: Build, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    breaker, arrived = CircuitBreaker(failures=1, pause_s=600), threading.Event()

    def script(peer: Peer) -> None:
        arrived.set()
        peer.hang()

    with serving(script) as server:
        client = build(server.url, breaker=breaker, max_concurrent=1, read_timeout_s=5)
        first = threading.Thread(target=fail, args=(client, "once"), kwargs={"deadline_s": 5})
        first.start()
        assert arrived.wait(5)
        fail(client)
        assert "status=full " in caplog.text
        assert breaker.state == "closed"
        breaker.report(healthy=False)
        fail(client)
        assert "status=open " in caplog.text
        server.stop()
        first.join(10)


def test_refusals_do_not_open_the_circuit(build: Build) -> None:
    breaker = CircuitBreaker(failures=1)
    with serving(lambda peer: peer.answer(401)) as server:
        fail(build(server.url, breaker=breaker))
    assert breaker.state == "closed"


def test_our_own_hurry_does_not_open_the_circuit(build: Build) -> None:
    breaker = CircuitBreaker(failures=1)
    with serving(lambda peer: peer.hang()) as server, page_deadline(0.6):
        fail(build(server.url, breaker=breaker, read_timeout_s=30))
        assert len(server.received) == 1
    assert breaker.state == "closed"


# The log -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [200, 503, 401])
def test_one_log_line_a_call_and_no_secret_in_it(
    build: Build, caplog: pytest.LogCaptureFixture, status: int
) -> None:
    caplog.set_level(logging.DEBUG)
    sent = Request(
        path="Group/Name",
        headers={"Authorization": "Hash sesame-token"},
        params={"q": "sesame-query"},
        content=b"sesame-body",
    )
    with serving(lambda peer: peer.answer(status, b"sesame-answer")) as server:
        client = build(server.url)
        with pytest.raises(IntegrationError) if status != 200 else nullcontext() as caught:
            client.call("Group/Name", sent, Terms(kind="read"))
    assert "sesame" not in caplog.text + repr(sent)
    assert caught is None or "sesame" not in f"{caught.value!r}{caught.value.__cause__}"
    assert len(caplog.records) == 1
    line = caplog.records[0].getMessage()
    assert f"system=test operation=Group/Name status={status} ms=" in line
    assert f"attempt={3 if status == 503 else 1}" in line


@pytest.mark.parametrize(("fault", "word"), [("hangs", "timeout"), ("closes", "dropped"), ("502", "502")])
def test_the_log_tells_how_a_call_failed(
    build: Build, caplog: pytest.LogCaptureFixture, fault: str, word: str
) -> None:
    caplog.set_level(logging.INFO)
    with serving(LOST[fault]) as server:
        fail(build(server.url), "write")
    assert f"status={word} " in caplog.text
