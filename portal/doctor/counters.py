"""Counts pages, calls and acts while they happen, for ``/metrics``. Imported only where METRICS_TOKEN is set.

Labels are names of our own code: never an address, a person, a file or an amount. The processes of one
machine share the folder PROMETHEUS_MULTIPROC_DIR, which prometheus-client itself reads.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest, multiprocess
from prometheus_client.registry import REGISTRY

METHODS = frozenset({"GET", "HEAD", "POST"})
BUCKETS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)

REQUESTS = Counter("portal_requests", "Requests, by page, method and status.", ["page", "method", "status"])
REQUEST_SECONDS = Histogram("portal_request_seconds", "Time of a page.", ["page"], buckets=BUCKETS_S)
IN_FLIGHT = Gauge("portal_requests_in_flight", "Requests being served now.", multiprocess_mode="livesum")
CALLS = Counter("portal_calls", "Calls to other systems, by outcome.", ["system", "operation", "outcome"])
CALL_SECONDS = Histogram(
    "portal_call_seconds", "Time of a call, repeats included.", ["system", "operation"], buckets=BUCKETS_S
)
PLACES = Gauge(
    "portal_calls_in_flight", "Calls to a system under way.", ["system"], multiprocess_mode="livesum"
)
BREAKER = Gauge(
    "portal_breaker_open",
    "1 while a system is left alone after failures, until a call succeeds.",
    ["system"],
    multiprocess_mode="livemax",
)
ACTS = Counter("portal_acts", "Acts in the audit trail, such as each sign-in and its refusal.", ["act"])


class RequestCounter:
    """The outermost middleware: counts everything, including refusals and errors."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, counted.

        A page has its name from urls.py; anything else, such as a static file, is "other".
        """
        began = time.perf_counter()
        IN_FLIGHT.inc()
        try:
            answer = self.get_response(request)
        finally:
            IN_FLIGHT.dec()
        page = request.resolver_match.view_name if request.resolver_match else "other"
        method = request.method if request.method in METHODS else "other"
        REQUESTS.labels(page or "other", method, answer.status_code).inc()
        REQUEST_SECONDS.labels(page or "other").observe(time.perf_counter() - began)
        return answer


class CallCounter:
    """Counts calls to other systems, as an ``integrations.observing.Observer``."""

    def end_call(self, system: str, operation: str, status: str, took_s: float) -> None:
        """``status`` as in its log line: a number, or why there is none."""
        CALLS.labels(system, operation, status).inc()
        CALL_SECONDS.labels(system, operation).observe(took_s)

    def move_places(self, system: str, change: int) -> None:
        """One more under way, or one fewer."""
        PLACES.labels(system).inc(change)

    def see_breaker(self, system: str, *, is_open: bool) -> None:
        """Left alone or not."""
        BREAKER.labels(system).set(is_open)


CALL_COUNTER = CallCounter()


def count_act(act: str) -> None:
    """Count an act of the audit trail."""
    ACTS.labels(act).inc()


def write_counts() -> str:
    """Everything counted so far, of every process of this machine, in the text form of Prometheus."""
    if not settings.PROMETHEUS_MULTIPROC_DIR:
        return generate_latest(REGISTRY).decode()
    _forget_the_dead(Path(settings.PROMETHEUS_MULTIPROC_DIR))
    registry: Any = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call] # it has no types
    return generate_latest(registry).decode()


def _forget_the_dead(folder: Path) -> None:
    """Remove a dead process from the number of requests in progress; its counts stay."""
    for path in folder.glob("gauge_live*_*.db"):
        process_id = path.stem.rpartition("_")[2]
        if process_id.isdecimal() and not _is_alive(int(process_id)):
            path.unlink(missing_ok=True)


def _is_alive(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
