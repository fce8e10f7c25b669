"""Hostile input to every address, field, cookie and header: no fault, and nothing far slower than usual.

Not part of the suite: ``script/fuzz`` runs it. FUZZ_INPUTS: how many; FUZZ_SEED: which; FUZZ_SECONDS: for how
long at most. Fields are those that the pages themselves show; three visitors send them: a stranger, somebody
with an open file, a superuser. Times are those of the processor: a busy machine makes nothing slow.
"""

import gc
import logging
import os
import random
import re
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any, TextIO

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.practice import PracticeFile, PracticeOffice

INPUTS, SEED = int(os.environ.get("FUZZ_INPUTS", "2000")), int(os.environ.get("FUZZ_SEED", "1"))
SECONDS = float(os.environ.get("FUZZ_SECONDS", "280"))
SLOWEST = 10
# Below this a request is fast, however fast its view usually is.
FAST_S = 0.5
LEAST_SEEN = 20
NAME = re.compile(r'<(?:input|select|textarea|button)[^>]*\sname="([^"]{1,80})"')
HOSTILE = (
    "",
    " ",
    "0",
    "-1",
    "9" * 30,
    "9" * 4301,
    "1e999",
    "NaN",
    "٤٢",
    "\x00",
    "\ud800",
    "\u202e\u200b",
    "é" * 300,
    "a" * 60_000,
    "a@" * 20_000,
    "((((" * 5_000,
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "{{7*7}}${7*7}",
    "../../etc/passwd",
    "//evil.example/\\",
    "javascript:alert(1)",
    "\r\nSet-Cookie: x=1",
    "1.234,56",
    "31/2/2027",
    "9999-12-31",
    "0001-01-01",
    "[]",
    '{"a":' * 500,
    "%00%ff%c0%ae",
    "true",
    "=cmd|' /C calc'!A0",
)
HEADERS = (
    "Accept-Language",
    "User-Agent",
    "Cookie",
    "Referer",
    "X-Forwarded-For",
    "X-Webhook-Secret",
    "HX-Request",
    "HX-Target",
    "HX-Current-URL",
    "Range",
    "If-None-Match",
    "Content-Type",
    "X-Forwarded-Proto",
    "Sec-Purpose",
)
PARTS = ("1", "x", "0", "9" * 30, "cirrus", "dossierdata", "é", "..", "a" * 300, "%00")
KINDS = ("application/json", "multipart/form-data; boundary=x", "text/plain; charset=utf-7", "x/y", "")


def list_routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from list_routes(entry, route)
        elif isinstance(entry, URLPattern) and not re.search(r"[\\(^$]", route):
            yield route


def fill_route(route: str, make_part: Callable[[], str]) -> str:
    """An address of this route, without its first slash."""
    return re.sub(r"<[^<>]*>", lambda _gap: make_part(), route)


class Fuzzer:
    """Sends one hostile request after another, and remembers how long each view took."""

    def __init__(self, clients: dict[str, Client], seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - the same seed sends the same
        self.clients = clients
        self.routes = sorted(set(list_routes(get_resolver())))
        self.fields: dict[str, set[str]] = defaultdict(set)
        self.times: dict[tuple[str, str, str], list[float]] = defaultdict(list)
        self.slowest: list[tuple[float, tuple[str, str, str], Any]] = []

    def send_one(self) -> str:
        """What was wrong with the answer; "" when nothing."""
        route = self.random.choice(self.routes)
        who = self.random.choice(list(self.clients))
        method = self.random.choice(["get", "get", "post", "post", "post", "head", "put", "options"])
        path = "/" + fill_route(route, self._make_part)
        data = {name: self._make_value() for name in self._choose_fields(route)}
        headers = {self.random.choice(HEADERS): self._make_header() for _ in range(self.random.randint(0, 2))}
        begins = time.thread_time()
        try:
            answer = self._send(self.clients[who], method, path, data, headers)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a fault
            told = f"{type(error).__name__} {error!s:.200}"
            return f"{who} {method} {route} {data!r:.200} {headers!r:.200}: {told}"
        seconds = time.thread_time() - begins
        key = (who, method, route)
        self.times[key].append(seconds)
        self.slowest.append((seconds, key, (path[:80], repr(data)[:200], repr(headers)[:200])))
        if method == "get" and answer.status_code == 200 and "html" in answer.get("Content-Type", ""):
            self.fields[route] |= set(NAME.findall(answer.content.decode(errors="replace")))
        if answer.status_code >= 500 and answer.status_code != 503:
            return f"{who} {method} {path[:120]} {data!r:.200} {headers!r:.200}: {answer.status_code}"
        return ""

    def find_slow(self) -> list[str]:
        """Requests that took over ten times the median of their view, or of all where it was seen seldom."""
        every = statistics.median(seconds for taken in self.times.values() for seconds in taken)
        usual = {
            key: statistics.median(taken) if len(taken) >= LEAST_SEEN else every
            for key, taken in self.times.items()
        }
        return [
            f"{seconds:.2f} s, usually {usual[key]:.3f}: {key} {what}"
            for seconds, key, what in sorted(self.slowest, reverse=True, key=lambda one: one[0])[:200]
            if seconds > max(FAST_S, SLOWEST * usual[key])
        ]

    def _send(self, client: Client, method: str, path: str, data: Any, headers: Any) -> Any:
        send: Callable[..., Any] = getattr(client, method)
        if method == "post" and self.random.random() < 0.2:
            body = self.random.choice(HOSTILE).encode("utf-8", "surrogatepass")
            return client.generic("POST", path, body, self.random.choice(KINDS), headers=headers)
        if method in {"get", "head", "post"}:
            return send(path, data, headers=headers)
        return send(path, headers=headers)

    def _choose_fields(self, route: str) -> list[str]:
        known = sorted(self.fields[route]) or ["q", "file", "pin", "amount", "page", "next", "lang", "search"]
        return self.random.sample(known, self.random.randint(0, min(len(known), 8)))

    def _make_value(self) -> str:
        value = self.random.choice(HOSTILE)
        if self.random.random() < 0.3:
            value += self.random.choice(HOSTILE)[:1000]
        return value.encode("utf-8", "replace").decode()

    def _make_header(self) -> str:
        value = self.random.choice(HOSTILE).encode("ascii", "replace").decode()
        return value.replace("\r", "").replace("\n", "")[:8_000]

    def _make_part(self) -> str:
        part = self.random.choice(PARTS)
        return part.replace("%", "%25") if self.random.random() < 0.5 else part


def find_root() -> User:
    """Whom no permission stops, made anew when they have deleted or renamed themselves."""
    return User.objects.filter(username="root").first() or User.objects.create_superuser("root")


def _discard_logs() -> TextIO:
    """Lines are still made, with their filters, which hostile input must not slow down; nobody reads them."""
    sink = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - closed at the end
    for logger in (logging.root, *map(logging.getLogger, logging.root.manager.loggerDict)):
        for handler in logger.handlers:
            if isinstance(handler, logging.StreamHandler):
                handler.setStream(sink)
    return sink


@pytest.mark.django_db
def test_nothing_that_is_sent_makes_a_fault(
    client: Client, practice: PracticeOffice, sign_in: Callable[..., PracticeFile]
) -> None:
    sign_in("nl-woman")
    staff = Client()
    staff.force_login(find_root())
    strangers = Client(raise_request_exception=False)
    for one in (client, staff):
        one.raise_request_exception = False
    sink = _discard_logs()
    fuzzer = Fuzzer({"stranger": strangers, "defendant": client, "staff": staff}, SEED)
    faults: list[str] = []
    sent, ends_at = 0, time.monotonic() + SECONDS
    gc.disable()  # a collection over all that the tests keep is no request's own time
    for number in range(INPUTS):
        if time.monotonic() > ends_at:
            break
        sent += 1
        if number % 50 == 0:
            gc.collect()
            cache.clear()  # a door that is closed for now tests nothing
            staff.force_login(find_root())
        if fault := fuzzer.send_one():
            faults.append(fault)
    gc.enable()
    sink.close()
    slow = fuzzer.find_slow()
    told = f"{sent} of {INPUTS} inputs, {len(fuzzer.times)} views by visitor and method"
    print(f"\n{told}: {len(faults)} faults, {len(slow)} slow")  # noqa: T201 - what the script tells
    found = [*faults[:40], *slow[:40]]
    assert not found, "\n".join(found)
