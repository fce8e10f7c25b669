"""Reads request bodies in bounded time, so that a slow sender does not occupy a thread for long.

The server passes a body on as it arrives, and a read waits for it. Here another thread waits, and the request
goes on without the body when its time is up. Each network, and all together, may have only so many bodies
waiting. A sender with more waits a moment while those are new, and is refused while those are slow. Only time
spent reading counts, so a busy machine makes nobody slow. A proxy that buffers whole requests
(deploy/nginx.conf) does the same in front of us; this works without one too.
"""

import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import BoundedSemaphore, Condition
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, UnreadablePostError

from portal.web.http_request.visitor import get_ip_address, get_network
from portal.web.typed.characters import read_whole

DEADLINE_S = 10.0
# On top of that, as long as a slow phone needs: 20 kB a second.
BYTES_A_SECOND = 20_000
# Requests that may wait for a body: the other threads of the process stay free for those that have come.
MOST_WAITING = max(1, settings.PORTAL_THREADS * 3 // 8)
# Bodies that have not arrived, abandoned ones included: their connections are still open.
MOST_OPEN, MOST_OF_A_NETWORK = 256, 12
# How long a request waits for a slot among them, unless all holders are slow: have read for this long.
PATIENCE_S, DAWDLES_S = 3.0, 1.0
CHUNK = 65_536

_readers = ThreadPoolExecutor(max_workers=MOST_OPEN, thread_name_prefix="body")
_places = Condition()
_waiting = BoundedSemaphore(MOST_WAITING)


class _Reading:
    """One read that has not ended. ``began_at``: when a thread took it up, infinite before."""

    began_at = float("inf")


_open: defaultdict[str, set[_Reading]] = defaultdict(set)


def is_too_long(request: HttpRequest, most: int) -> bool:
    """Whether the request declares a body of more than ``most`` bytes, or an invalid length."""
    length = request.headers.get("Content-Length") or "0"
    return read_whole(length, most=most) is None


class TooSlowError(OSError):
    """The body did not come in time, or too many are waiting. Django turns it into UnreadablePostError."""


class BodyMiddleware:
    """Answers 408 when a body does not come in time, wherever it was to be read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        stream: Any = _Paced(request._stream, get_network(get_ip_address(request), {4: 24, 6: 56}))
        request._stream = stream
        response = self.get_response(request)
        return HttpResponse(status=408, headers={"Connection": "close"}) if stream.has_failed else response

    def process_exception(self, _request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a view that read a body which never came; nobody may see the answer."""
        return HttpResponse(status=400) if isinstance(exception, UnreadablePostError) else None


class _Paced:
    """The stream of a body, with a time limit that grows with the bytes received."""

    def __init__(self, raw: Any, network: str) -> None:
        self._raw, self._network = raw, network
        self._left_s = DEADLINE_S
        self.has_failed = False

    def read(self, size: int = -1) -> bytes:
        """Like a file's. Raises: TooSlowError."""
        parts = []
        while size != 0:
            part = self._wait(self._raw.read, CHUNK if size < 0 else min(size, CHUNK))
            if not part:
                break
            parts.append(part)
            size = size if size < 0 else size - len(part)
        return b"".join(parts)

    def readline(self, size: int = -1) -> bytes:
        """Like a file's. Raises: TooSlowError."""
        return self._wait(self._raw.readline, size)

    def close(self) -> None:
        """Like a file's; a read in progress goes on."""
        if not self.has_failed:
            self._raw.close()

    def _wait(self, read: Callable[[int], bytes], size: int) -> bytes:
        if self.has_failed:
            raise TooSlowError
        try:
            data = self._read_in_time(read, size)
        except TooSlowError:
            self.has_failed = True
            raise
        self._left_s += len(data) / BYTES_A_SECOND
        return data

    def _read_in_time(self, read: Callable[[int], bytes], size: int) -> bytes:
        if not _waiting.acquire(timeout=PATIENCE_S):
            raise TooSlowError
        begins = time.monotonic()
        try:
            reading = _start(read, size, self._network)
            begins = time.monotonic()  # waiting for a slot is not reading
            return reading.result(max(self._left_s, 0.01))
        except TimeoutError:
            raise TooSlowError from None
        finally:
            self._left_s -= time.monotonic() - begins
            _waiting.release()


def _start(read: Callable[[int], bytes], size: int, network: str) -> "Future[bytes]":
    """Read in another thread. Raises: TooSlowError when too many bodies have not come."""
    reading = _Reading()
    with _places:
        _places.wait_for(lambda: _has_place(network) or _all_dawdle(network), PATIENCE_S)
        if not _has_place(network):
            raise TooSlowError
        _open[network].add(reading)
    return _readers.submit(_read_and_end, read, size, network, reading)


def _has_place(network: str) -> bool:
    return len(_open.get(network, ())) < MOST_OF_A_NETWORK and sum(map(len, _open.values())) < MOST_OPEN


def _all_dawdle(network: str) -> bool:
    """Whether no slot will be free soon."""
    since = time.monotonic() - DAWDLES_S
    own = _open.get(network, set())
    holders = own if len(own) >= MOST_OF_A_NETWORK else set().union(*_open.values())
    return all(one.began_at < since for one in holders)


def _read_and_end(read: Callable[[int], bytes], size: int, network: str, reading: _Reading) -> bytes:
    """Read, then free the slot, which may be long after the request has ended."""
    reading.began_at = time.monotonic()
    try:
        return read(size)
    finally:
        with _places:
            _open[network].discard(reading)
            if not _open[network]:
                del _open[network]
            _places.notify_all()
