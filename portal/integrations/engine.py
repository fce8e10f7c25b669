"""The two engines, each as a transport of httpx, and what their failures prove.

Requests go to the transport itself: ``httpx.Client`` would add redirects, cookies, a merged address and
logged ones, none of which may happen here, and half of a call's processor time.

pyreqwest costs half the processor time of httpx's stock transport. Its httpx layer names failures
differently, though: a connection dropped after the request was sent arrives as ``httpx.ConnectError``, and
any time-out before the headers as ``httpx.ConnectTimeout``. Only the chain of causes tells where it
happened, so ``was_never_sent`` reads that.
"""

import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Literal

import httpx
from pyreqwest import exceptions as engine_errors
from pyreqwest.client import SyncClientBuilder
from pyreqwest.compatibility.httpx import SyncHttpxTransport

Engine = Literal["pyreqwest", "httpx"]

# httpx logs each full URL at INFO, httpcore every header at DEBUG: secrets would reach the log.
for _noisy in ("httpx", "httpcore"):
    logging.getLogger(_noisy).setLevel(logging.WARNING)

TRANSPORT_ERRORS = (
    httpx.HTTPError,
    httpx.InvalidURL,
    httpx.StreamError,
    engine_errors.PyreqwestError,  # while a body is read, the engine's own errors come through as they are
    OSError,
    ValueError,  # how pyreqwest refuses an address
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

    It keeps no cookie either: a session of the system would tie one defendant's calls to another's.
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
    return SyncHttpxTransport(client)


def _build_stock(*, max_connections: int) -> httpx.BaseTransport:
    limits = httpx.Limits(
        max_connections=max_connections, max_keepalive_connections=max_connections, keepalive_expiry=_IDLE_S
    )
    return httpx.HTTPTransport(limits=limits, trust_env=False)


def build_timeout(engine: Engine, *, connect_timeout_s: float, attempt_s: float) -> dict[str, float]:
    """The time-out of one attempt, as the extension ``timeout`` of a request.

    pyreqwest adds the four values up into one total, so it gets only one.
    """
    if engine == "pyreqwest":
        return {"read": attempt_s}
    connect_s = min(connect_timeout_s, attempt_s)
    return {"connect": connect_s, "read": attempt_s, "write": attempt_s, "pool": attempt_s}


def was_never_sent(error: BaseException) -> bool:
    """Whether the failure proves that no byte of the request reached the system. When in doubt: False."""
    origin = _get_engine_error(error)
    if origin is None:
        return isinstance(error, _NEVER_SENT)
    return isinstance(origin, _NEVER_SENT_BY_ENGINE) or any(
        _CONNECT_PHASE in text for text in _get_causes(origin)
    )


def is_timeout(error: BaseException) -> bool:
    """Whether time ran out (as opposed to a dropped or refused connection)."""
    return isinstance(error, _TIMEOUTS)


def _get_engine_error(error: BaseException) -> engine_errors.PyreqwestError | None:
    for candidate in (error, error.__cause__):
        if isinstance(candidate, engine_errors.PyreqwestError):
            return candidate
    return None


def _get_causes(error: engine_errors.PyreqwestError) -> Iterator[str]:
    if isinstance(error, engine_errors.DetailedPyreqwestError):
        for cause in error.details.get("causes") or ():
            yield cause["message"]
