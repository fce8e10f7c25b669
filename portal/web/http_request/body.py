"""Reading bodies in bounded time: a sender that dawdles holds no thread of the portal for long.

The server gives a body as it comes in, and a read waits for it. Here another thread waits, and the request
goes on without the body when its time is over. Each network and all of them together may keep only so many
bodies waiting; who has more is refused at once. A proxy that takes in whole requests (deploy/nginx.conf) does
the same in front of us; this holds without one too.
"""

import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import BoundedSemaphore, Lock
from typing import Any

from django.http import HttpRequest, HttpResponse, UnreadablePostError

from portal.web.http_request.visitor import get_ip_address, get_network
from portal.web.typed import read_whole

DEADLINE_S = 10.0
# Beyond that, as long as a slow telephone needs: 20 kB a second.
BYTES_A_SECOND = 20_000
# Requests that wait for a body, of the 128 threads of a process.
MOST_WAITING = 48
# Bodies that have not come, those given up included: their connections are still open.
MOST_OPEN, MOST_OF_A_NETWORK = 256, 12
CHUNK = 65_536

_readers = ThreadPoolExecutor(max_workers=MOST_OPEN, thread_name_prefix="body")
_lock = Lock()
_open: Counter[str] = Counter()
_waiting = BoundedSemaphore(MOST_WAITING)


def is_too_long(request: HttpRequest, most: int) -> bool:
    """Whether the request says that its body has more than ``most`` bytes, or says what is no length."""
    length = request.headers.get("Content-Length") or "0"
    return read_whole(length, most=most) is None


class TooSlowError(OSError):
    """The body did not come in time, or too many are waited for. Django makes UnreadablePostError of it."""


class BodyMiddleware:
    """A body that does not come in time is answered with 408, wherever it was to be read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        stream: Any = _Paced(request._stream, get_network(get_ip_address(request), {4: 24, 6: 56}))
        request._stream = stream
        response = self.get_response(request)
        return HttpResponse(status=408, headers={"Connection": "close"}) if stream.has_failed else response

    def process_exception(self, _request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A view that read what never came: an empty answer, whatever comes of it."""
        return HttpResponse(status=400) if isinstance(exception, UnreadablePostError) else None


class _Paced:
    """The stream of a body, with a deadline that moves with what has come in."""

    def __init__(self, raw: Any, network: str) -> None:
        self._raw, self._network = raw, network
        self._ends_at = time.monotonic() + DEADLINE_S
        self.has_failed = False

    def read(self, size: int = -1) -> bytes:
        """As that of a file. Raises: TooSlowError."""
        parts = []
        while size != 0:
            part = self._wait(self._raw.read, CHUNK if size < 0 else min(size, CHUNK))
            if not part:
                break
            parts.append(part)
            size = size if size < 0 else size - len(part)
        return b"".join(parts)

    def readline(self, size: int = -1) -> bytes:
        """As that of a file. Raises: TooSlowError."""
        return self._wait(self._raw.readline, size)

    def close(self) -> None:
        """As that of a file; what is being read is left alone."""
        if not self.has_failed:
            self._raw.close()

    def _wait(self, read: Callable[[int], bytes], size: int) -> bytes:
        if self.has_failed or not _waiting.acquire(blocking=False):
            self.has_failed = True
            raise TooSlowError
        try:
            data = _start(read, size, self._network).result(max(self._ends_at - time.monotonic(), 0.01))
        except TimeoutError:
            self.has_failed = True
            raise TooSlowError from None
        except TooSlowError:
            self.has_failed = True
            raise
        finally:
            _waiting.release()
        self._ends_at += len(data) / BYTES_A_SECOND
        return data


def _start(read: Callable[[int], bytes], size: int, network: str) -> "Future[bytes]":
    """Read in another thread. Raises: TooSlowError when too many bodies have not come."""
    with _lock:
        if _open[network] >= MOST_OF_A_NETWORK or _open.total() >= MOST_OPEN:
            raise TooSlowError
        _open[network] += 1
    return _readers.submit(_read_and_end, read, size, network)


def _read_and_end(read: Callable[[int], bytes], size: int, network: str) -> bytes:
    """The place is free again when the read is over, which may be long after the request."""
    try:
        return read(size)
    finally:
        with _lock:
            _open[network] -= 1
            if not _open[network]:
                del _open[network]
