"""The two HTTP engines, each as an httpx transport, and what their failures prove.

Requests go to the transport itself: ``httpx.Client`` would add redirects, cookies, URL merging and URL
logging, none of which may happen here, and would take half of a call's processor time.

pyreqwest costs a fraction of the processor time of httpx's stock transport. Its failures arrive as its own
errors. Their types do not show where the failure happened (a connection dropped after the request was sent is
a ``ConnectError`` too); only the chain of causes does, which ``was_never_sent`` reads.
"""

import logging
from collections.abc import Iterator
from datetime import timedelta

import httpx
from pyreqwest import exceptions as engine_errors
from pyreqwest.client import SyncClient, SyncClientBuilder
from pyreqwest.request import SyncStreamRequest
from pyreqwest.response import SyncResponse

from portal.integrations.alternatives import Engine

# httpx logs each full URL at INFO, httpcore every header at DEBUG: secrets would reach the log.
for _noisy in ("httpx", "httpcore"):
    logging.getLogger(_noisy).setLevel(logging.WARNING)

TRANSPORT_ERRORS = (
    httpx.HTTPError,
    httpx.InvalidURL,
    httpx.StreamError,
    engine_errors.PyreqwestError,
    OSError,
    ValueError,  # how pyreqwest refuses a URL
)

_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
_NEVER_SENT_BY_ENGINE = (engine_errors.PoolTimeoutError, engine_errors.BuilderError)
_TIMEOUTS = (httpx.TimeoutException, engine_errors.RequestTimeoutError)
# pyreqwest asks for compressed answers by itself.
ENGINE_HEADERS: dict[Engine, dict[str, str]] = {
    "pyreqwest": {},
    "httpx": {"Accept-Encoding": "gzip, deflate"},
}
_CONNECT_PHASE = "client error (Connect)"
_IDLE_S = 30.0


def build_transport(*, engine: Engine, connect_timeout_s: float, max_connections: int) -> httpx.BaseTransport:
    """A transport that follows no redirect, uses no proxy and reads no environment.

    It keeps no cookies either: a session cookie would link one defendant's calls to another's.
    """
    if engine == "pyreqwest":
        return _build_pyreqwest(connect_timeout_s=connect_timeout_s, max_connections=max_connections)
    return _build_stock(max_connections=max_connections)


def _build_pyreqwest(*, connect_timeout_s: float, max_connections: int) -> httpx.BaseTransport:
    client = (
        SyncClientBuilder()
        .follow_redirects(enable=False)
        .referer(enable=False)
        .no_proxy()
        .connect_timeout(timedelta(seconds=connect_timeout_s))
        .max_connections(max_connections)
        .pool_max_idle_per_host(max_connections)
        .pool_idle_timeout(timedelta(seconds=_IDLE_S))
        .build()
    )
    return PyreqwestTransport(client)


class PyreqwestTransport(httpx.BaseTransport):
    """pyreqwest as a transport of httpx. Raises the engine's own errors.

    ``pyreqwest.compatibility.httpx`` does the same for any client. This one leaves out what is not used here:
    streamed bodies, renamed errors.
    """

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request; the ``read`` value of the extension ``timeout`` limits its total time."""
        opened = (
            self._client.request(request.method, str(request.url))
            .headers(request.headers.multi_items())
            .body_bytes(request.content)
            .timeout(timedelta(seconds=request.extensions["timeout"]["read"]))
            .build_streamed()
        )
        answer = opened.__enter__()  # left over when the body was closed
        return httpx.Response(
            answer.status, headers=list(answer.headers.items()), stream=_Body(opened, answer)
        )

    def close(self) -> None:
        """Close every connection."""
        self._client.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, opened: SyncStreamRequest, answer: SyncResponse) -> None:
        self._opened, self._reader = opened, answer.body_reader

    def __iter__(self) -> Iterator[bytes]:
        while (part := self._reader.read()) is not None:
            yield bytes(part)

    def close(self) -> None:
        self._opened.__exit__(None, None, None)


def _build_stock(*, max_connections: int) -> httpx.BaseTransport:
    limits = httpx.Limits(
        max_connections=max_connections, max_keepalive_connections=max_connections, keepalive_expiry=_IDLE_S
    )
    return httpx.HTTPTransport(limits=limits, trust_env=False)


def build_timeout(engine: Engine, *, connect_timeout_s: float, attempt_s: float) -> dict[str, float]:
    """The time-out of one attempt, as the extension ``timeout`` of a request.

    pyreqwest adds the four values up into one total, so only one is set for it.
    """
    if engine == "pyreqwest":
        return {"read": attempt_s}
    connect_s = min(connect_timeout_s, attempt_s)
    return {"connect": connect_s, "read": attempt_s, "write": attempt_s, "pool": attempt_s}


def was_never_sent(error: BaseException) -> bool:
    """Whether the failure proves that no byte of the request reached the system. When in doubt: False."""
    if isinstance(error, engine_errors.PyreqwestError):
        return isinstance(error, _NEVER_SENT_BY_ENGINE) or any(
            _CONNECT_PHASE in text for text in _get_causes(error)
        )
    return isinstance(error, _NEVER_SENT)


def is_timeout(error: BaseException) -> bool:
    """Whether time ran out (as opposed to a dropped or refused connection)."""
    return isinstance(error, _TIMEOUTS)


def _get_causes(error: engine_errors.PyreqwestError) -> Iterator[str]:
    if isinstance(error, engine_errors.DetailedPyreqwestError):
        for cause in error.details.get("causes") or ():
            yield cause["message"]
