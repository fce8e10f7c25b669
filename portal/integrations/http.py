"""One way out to a system: time-outs, retries, a bulkhead, a circuit breaker, one redacted log line a call.

Each system has one ``SystemClient``, shared by all threads. It knows nothing of the system's own format: it
takes bytes, gives bytes, and turns every failure into one of ``errors``. Nothing here knows Django.
"""

import logging
import random
import threading
import time
from dataclasses import dataclass
from functools import lru_cache

import httpx

from portal.integrations.alternatives import Engine
from portal.integrations.breaker import CircuitBreaker
from portal.integrations.context import get_request_id, request_id
from portal.integrations.deadline import deadline, get_deadline, page_deadline
from portal.integrations.engine import (
    ENGINE_HEADERS,
    TRANSPORT_ERRORS,
    build_timeout,
    build_transport,
    is_timeout,
)
from portal.integrations.error_mapping import BUSY, Faults, TooLargeError
from portal.integrations.errors import IntegrationError, Unavailable, UnexpectedResponse
from portal.integrations.exchange import Answer, Kind, Limits, Request, Terms
from portal.integrations.observing import report_breaker, report_call, report_places

__all__ = [
    "Answer",
    "CircuitBreaker",
    "Engine",
    "Kind",
    "Limits",
    "Request",
    "SystemClient",
    "Terms",
    "deadline",
    "page_deadline",
    "request_id",
]

logger = logging.getLogger("portal.integrations")

_BACKOFF_S, _BACKOFF_CAP_S = 0.1, 1.0
_LEAST_S = 0.02  # with less time left it is pointless to send anything
_ADDRESSES_KEPT = 512
_FAIR_S = 1.0  # a shorter time-out says more about our haste than about the system


@dataclass(slots=True)
class _Call:
    """One call in progress: what is sent, its deadline, and its state so far."""

    request: httpx.Request
    terms: Terms
    faults: Faults
    attempt_s: float
    max_bytes: int
    ends_at: float
    attempt: int = 0
    status: str = "-"
    may_help: bool = False  # whether a retry could help

    def get_time_left_s(self) -> float:
        return self.ends_at - time.monotonic()


class SystemClient:
    """The way to one system, safe to share between threads.

    ``base_url`` is the whole base, with or without a slash at its end.
    """

    def __init__(
        self,
        *,
        system: str,
        base_url: str,
        engine: Engine = "pyreqwest",
        limits: Limits | None = None,
        breaker: CircuitBreaker | None = None,
        user_agent: str = "defendant-portal",
    ) -> None:
        self.system = system
        self.limits = limits or Limits()
        self.breaker = breaker or CircuitBreaker()
        self._base_url = base_url.rstrip("/") + "/"
        self._engine: Engine = engine
        self._bulkhead = threading.BoundedSemaphore(self.limits.max_concurrent)
        self._headers = {"User-Agent": user_agent, "Accept": "application/json", **ENGINE_HEADERS[engine]}
        self._parse_address = lru_cache(_ADDRESSES_KEPT)(httpx.URL)
        self._transport = build_transport(
            engine=engine,
            connect_timeout_s=self.limits.connect_timeout_s,
            max_connections=self.limits.max_concurrent,
        )

    def close(self) -> None:
        """Close every connection."""
        self._transport.close()

    def call(self, operation: str, request: Request, terms: Terms) -> Answer:
        """Send a request; an answer whose status is in ``terms.accept`` comes back, whole.

        Only calls of kind "read" are sent again after a failure, with full jitter, inside one deadline.
        Raises Unavailable, OutcomeUnknown (kind "write" only), NotAuthorised, UnexpectedResponse.
        """
        sent_id = get_request_id()
        faults = Faults(system=self.system, operation=operation, kind=terms.kind)
        call = _Call(
            request=self._build(request, faults, sent_id),
            terms=terms,
            faults=faults,
            attempt_s=terms.deadline_s or self.limits.read_timeout_s,
            max_bytes=terms.max_bytes or self.limits.max_answer_bytes,
            ends_at=get_deadline(terms.deadline_s or self.limits.deadline_s),
        )
        started = time.monotonic()
        level = logging.WARNING
        try:
            answer = self._call_with_retries(call)
            level = logging.INFO
            return answer
        finally:
            took_s = time.monotonic() - started
            self._log(level, faults, status=call.status, sent_id=sent_id, took_s=took_s, attempt=call.attempt)

    def _log(
        self, level: int, faults: Faults, *, status: str, sent_id: str, took_s: float, attempt: int
    ) -> None:
        """Write the one log line of a call. Never add text that a visitor or a system wrote."""
        logger.log(
            level,
            "call system=%s operation=%s status=%s ms=%d request_id=%s attempt=%d",
            self.system,
            faults.operation,
            status,
            took_s * 1000,
            sent_id,
            attempt,
        )
        report_call(self.system, faults.operation, status, took_s)

    def _build(self, request: Request, faults: Faults, sent_id: str) -> httpx.Request:
        try:
            built = httpx.Request(
                request.method,
                self._parse_address(self._base_url + request.path.lstrip("/")),
                headers={**self._headers, **request.headers, "X-Request-Id": sent_id},
                params=request.params,
                content=request.content,
            )
        except (httpx.InvalidURL, ValueError):
            built = None
        if built is None or built.url.scheme not in ("http", "https") or not built.url.host:
            self._log(logging.ERROR, faults, status="bad-request", sent_id=sent_id, took_s=0, attempt=0)
            # Not chained: the text of such an error may hold a header or the address.
            raise faults.make(UnexpectedResponse, "cannot be asked: bad address or header") from None
        return built

    def _call_with_retries(self, call: _Call) -> Answer:
        last = self.limits.max_attempts if call.terms.kind == "read" else 1
        while True:
            call.attempt += 1
            try:
                return self._try_once(call)
            except Unavailable:
                longest_s = min(_BACKOFF_CAP_S, _BACKOFF_S * 2**call.attempt)
                pause_s = random.uniform(0, longest_s)  # noqa: S311 - spreads load, guards nothing
                if not call.may_help or call.attempt >= last or call.get_time_left_s() < pause_s + _LEAST_S:
                    raise
            time.sleep(pause_s)

    def _try_once(self, call: _Call) -> Answer:
        """One attempt, inside the bulkhead and the breaker. If either refuses, nothing was sent."""
        call.may_help = False
        left_s = call.get_time_left_s()
        if left_s < _LEAST_S:
            call.status = "late"
            raise call.faults.make(Unavailable, "no time left")
        if self.breaker.state == "open":  # pointless to wait for a place
            raise self._leave_alone(call)
        if not self._bulkhead.acquire(timeout=min(self.limits.bulkhead_wait_s, left_s)):
            call.status = "full"
            raise call.faults.make(Unavailable, "too many calls at once")
        report_places(self.system, 1)
        try:
            if not self.breaker.enter():
                raise self._leave_alone(call)
            call.may_help = True
            answer = self._send_and_report(call)
        finally:
            self._bulkhead.release()
            report_places(self.system, -1)
        if answer.status not in call.terms.accept:
            raise call.faults.explain_status(answer.status)
        return answer

    @staticmethod
    def _leave_alone(call: _Call) -> IntegrationError:
        call.status = "open"
        return call.faults.make(Unavailable, "left alone after failures")

    def _send_and_report(self, call: _Call) -> Answer:
        """Send once and tell the breaker how it went."""
        healthy: bool | None = None
        attempt_s = max(min(call.attempt_s, call.get_time_left_s()), _LEAST_S)
        try:
            answer = self._send(call, attempt_s)
            call.status = str(answer.status)
            healthy = answer.status not in BUSY
        except (TooLargeError, *TRANSPORT_ERRORS) as error:
            in_a_hurry = is_timeout(error) and attempt_s < min(_FAIR_S, call.attempt_s)
            healthy = None if in_a_hurry else isinstance(error, TooLargeError)
            call.status, fault = call.faults.explain_error(error)
            raise fault from None
        finally:
            self.breaker.report(healthy=healthy)
            report_breaker(self.system, self.breaker)
        return answer

    def _send(self, call: _Call, attempt_s: float) -> Answer:
        """Send and read the whole answer, within the allowed size and ``attempt_s``."""
        call.request.extensions["timeout"] = build_timeout(
            self._engine, connect_timeout_s=self.limits.connect_timeout_s, attempt_s=attempt_s
        )
        ends_at = time.monotonic() + attempt_s
        response = self._transport.handle_request(call.request)
        try:
            body = call.terms.open_reader()
            size = 0
            for part in response.iter_bytes():
                size += len(part)
                if size > call.max_bytes:
                    raise TooLargeError
                if time.monotonic() > ends_at:
                    raise httpx.ReadTimeout("answer came too slowly")
                body.take(part)
        finally:
            response.close()
        return Answer(status=response.status_code, headers=response.headers, content=body.finish())
