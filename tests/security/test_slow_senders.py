"""Two hundred senders that dawdle hold no page up; a wrong secret is refused before its body is read."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.request import urlopen

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from portal.web.http_request import body
from portal.web.http_request.body import BodyMiddleware
from portal.wsgi import application
from tests.processes import ROOT, build_environment, build_portal_command, run_manage

THREADS = 24


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A portal of its own, with few threads."""
    folder = tmp_path_factory.mktemp("slow")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
    environment = build_environment(
        url=f"http://127.0.0.1:{number}", static=folder, database_url=f"sqlite:///{folder}/slow.sqlite3"
    )
    environment["APTIC_WEBHOOK_SECRET"] = "security-tests-webhook-secret"
    run_manage("collectstatic", "--noinput", "--verbosity", "0", environment=environment)
    run_manage("migrate", "--noinput", "--verbosity", "0", environment=environment)
    command = [sys.executable, "-m", *build_portal_command(port=number, threads=THREADS)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        _wait_for(lambda: _get_health(number) == 200)
        yield number
    finally:
        process.terminate()
        process.wait(20)


def _get_health(port: int) -> int:
    try:
        with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return int(answer.status)
    except OSError:
        return 0


def _wait_for(is_so: Callable[[], bool]) -> None:
    ends_at = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < ends_at
        time.sleep(0.2)


def _dawdle(port: int, path: str, kind: str, *headers: str) -> socket.socket:
    sender = socket.create_connection(("127.0.0.1", port), timeout=30)
    lines = [
        f"POST {path} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        f"Content-Type: {kind}",
        "Content-Length: 900",
    ]
    sender.sendall("\r\n".join([*lines, *headers, "", "{"]).encode())
    return sender


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/webhooks/aptic/", "application/json"), ("/sign-in/", "application/x-www-form-urlencoded")],
)
def test_slow_bodies_hold_no_page_up(port: int, path: str, kind: str) -> None:
    senders = [_dawdle(port, path, kind) for _ in range(200)]
    try:
        for _ in range(5):
            assert _get_health(port) == 200
        refused = senders[-1].recv(1000)
        assert b" 408 " in refused.splitlines()[0] or b" 403 " in refused.splitlines()[0]
    finally:
        for sender in senders:
            sender.close()
    _wait_for(lambda: _get_health(port) == 200)


def test_a_wrong_secret_in_the_header_is_refused_before_its_body_comes(port: int) -> None:
    sender = _dawdle(port, "/webhooks/aptic/", "application/json", "X-Webhook-Secret: wrong")
    with sender:
        sender.settimeout(body.DEADLINE_S / 2)
        assert b" 403 " in sender.recv(1000).splitlines()[0]


class Sender:
    """A body that comes in parts, each after a pause in seconds; behind the last one is its end."""

    def __init__(self, *parts: tuple[float, bytes]) -> None:
        self.parts = list(parts)

    def read(self, _size: int) -> bytes:
        if not self.parts:
            return b""
        pause_s, part = self.parts.pop(0)
        time.sleep(pause_s)
        return part


def receive(
    sender: Sender, view: Callable[[HttpRequest], HttpResponse] = lambda request: HttpResponse(request.read())
) -> HttpResponse:
    """The answer to a request with this body."""
    request: Any = RequestFactory().post("/", b"x", content_type="text/plain")
    request._stream = sender
    request._read_started = False
    return BodyMiddleware(lambda request: _answer(view, request))(request)


@pytest.fixture
def short_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 0.3 seconds, and one second more for each 50 kB."""
    monkeypatch.setattr(body, "DEADLINE_S", 0.3)
    monkeypatch.setattr(body, "BYTES_A_SECOND", 50_000)


@pytest.mark.usefixtures("short_deadline")
@pytest.mark.parametrize(
    "sender",
    [
        Sender((0, b"a" * 10), (2, b"b")),
        Sender(*[(0, b"a" * 1000)] * 5, (2, b"b")),
        Sender(*[(0.05, b"a")] * 40),
    ],
    ids=["after-the-start", "in-the-middle", "byte-by-byte"],
)
def test_a_body_that_stops_or_drips_is_answered_408(sender: Sender) -> None:
    assert receive(sender).status_code == 408


@pytest.mark.usefixtures("short_deadline")
def test_a_long_body_that_keeps_coming_is_taken_in_whole() -> None:
    answer = receive(Sender(*[(0.1, b"a" * 10_000)] * 8))
    assert (answer.status_code, len(answer.content)) == (200, 80_000)


@pytest.mark.usefixtures("short_deadline")
def test_time_that_the_portal_takes_is_not_the_senders() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        first = request.read(3)
        time.sleep(0.5)  # a busy machine
        return HttpResponse(first + request.read(3))

    answer = receive(Sender((0, b"abc"), (0.05, b"def")), view)
    assert (answer.status_code, answer.content) == (200, b"abcdef")


def _answer(view: Callable[[HttpRequest], HttpResponse], request: HttpRequest) -> HttpResponse:
    try:
        return view(request)
    except OSError:
        return HttpResponse(status=500)


def test_large_bodies_come_in_whole() -> None:
    seen: list[bytes] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(request.body)
        return HttpResponse()

    request = RequestFactory().post("/", b"x" * 400_000, content_type="text/plain")
    assert BodyMiddleware(view)(request).status_code == 200
    assert len(seen[0]) == 400_000


@pytest.mark.django_db
def test_whole_answers_go_to_the_server_at_once() -> None:
    """A reader that dawdles then holds bytes, and no thread: the server sends a list by itself."""
    environ = WSGIRequest(RequestFactory()._base_environ(PATH_INFO="/healthz", HTTP_HOST="127.0.0.1")).environ
    assert isinstance(application(environ, lambda *_args: None), list)


@pytest.mark.django_db
def test_many_wrong_secrets_make_a_network_wait_and_a_right_one_never(client: Client, settings: Any) -> None:
    settings.APTIC_WEBHOOK_SECRET = ["the-right-secret-of-these-tests"]

    def post(secret: str) -> int:
        answer = client.post(
            "/webhooks/aptic/", b"[]", "application/json", headers={"X-Webhook-Secret": secret}
        )
        return answer.status_code

    statuses = [post(f"guess-{number}") for number in range(60)]
    assert statuses[0] == 403
    assert statuses[-1] == 429
    assert post("the-right-secret-of-these-tests") != 429
