"""Traces for who has an OpenTelemetry collector: where the time of a page goes. Off without TRACES_URL.

Pages, questions to PostgreSQL and to the cache are watched by OpenTelemetry's own instrumentation, calls to
systems by our transport. What leaves is names: route, method, status, system, operation, outcome. No address,
header, statement, key or visitor leaves, and no system is told of a trace.
"""

import time
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

from django_tasks import TaskResultStatus
from django_tasks.signals import task_finished, task_started
from opentelemetry import propagate, trace
from opentelemetry.context import Context, attach, detach
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.propagators.textmap import (
    CarrierT,
    Getter,
    Setter,
    TextMapPropagator,
    default_getter,
    default_setter,
)
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from opentelemetry.trace import Status, StatusCode

from portal.integrations.observing import observe_calls

KEPT = frozenset(
    {
        *(
            "http.method",
            "http.request.method",
            "http.route",
            "http.status_code",
            "http.response.status_code",
        ),
        *("db.system", "db.system.name", "db.operation", "db.operation.name"),
        *("portal.system", "portal.operation", "portal.outcome"),
    }
)
WATCHED = ("django.DjangoInstrumentor", "psycopg.PsycopgInstrumentor", "redis.RedisInstrumentor")


class Stripped(SpanExporter):
    """Passes on what may leave of each span, and nothing that a later library adds."""

    def __init__(self, exporter: SpanExporter) -> None:
        self._exporter = exporter

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        """As the exporter behind it."""
        return self._exporter.export([_strip(span) for span in spans])

    def shutdown(self) -> None:
        """The exporter behind it ends."""
        self._exporter.shutdown()

    def force_flush(self, timeout_millis: int = 30_000) -> bool:
        """As the exporter behind it."""
        return self._exporter.force_flush(timeout_millis)


class Silent(TextMapPropagator):
    """A trace that a visitor says to go on with is not theirs to go on with, and ours is told to nobody."""

    @property
    def fields(self) -> set[str]:
        """The headers that it sets."""
        return set()

    def extract(
        self, carrier: CarrierT, context: Context | None = None, getter: Getter[CarrierT] = default_getter
    ) -> Context:
        """What came in is left unread."""
        del carrier, getter
        return context if context is not None else Context()

    def inject(
        self, carrier: CarrierT, context: Context | None = None, setter: Setter[CarrierT] = default_setter
    ) -> None:
        """Nothing goes out."""


class CallTracer:
    """A span for each call to a system, as an ``integrations.observing.Observer``."""

    def end_call(self, system: str, operation: str, status: str, took_s: float) -> None:
        """It ended just now, and began when it did."""
        now = time.time_ns()
        told = {"portal.system": system, "portal.operation": operation, "portal.outcome": status}
        tracer = trace.get_tracer("portal.integrations")
        span = tracer.start_span(
            f"{system} {operation}",
            kind=trace.SpanKind.CLIENT,
            attributes=told,
            start_time=now - int(took_s * 1e9),
        )
        span.end(now)

    def move_places(self, system: str, change: int) -> None:
        """Not part of a trace."""

    def see_breaker(self, system: str, *, is_open: bool) -> None:
        """Not part of a trace."""


class TaskTracer:
    """A span around each task of a worker, which does one after the other; its calls are within it."""

    def begin_task(self, *, task_result: Any, **_told: Any) -> None:
        """As ``task_started`` says it."""
        tracer = trace.get_tracer("portal.tasks")
        self._span = tracer.start_span(task_result.task.module_path, kind=trace.SpanKind.CONSUMER)
        self._token = attach(trace.set_span_in_context(self._span))

    def end_task(self, *, task_result: Any, **_told: Any) -> None:
        """As ``task_finished`` says it."""
        is_well = task_result.status == TaskResultStatus.SUCCESSFUL
        self._span.set_status(Status(StatusCode.OK if is_well else StatusCode.ERROR))
        self._span.end()
        detach(self._token)


def trace_tasks() -> None:
    """Trace each task of this process, a worker, from now on."""
    tracer = TaskTracer()
    task_started.connect(tracer.begin_task, weak=False, dispatch_uid="traces")
    task_finished.connect(tracer.end_task, weak=False, dispatch_uid="traces")


def begin(url: str) -> None:
    """Watch this process from now on. Before the first request: pages are watched by a middleware."""
    propagate.set_global_textmap(Silent())
    provider = TracerProvider(resource=Resource({"service.name": "portal"}))
    provider.add_span_processor(BatchSpanProcessor(Stripped(OTLPSpanExporter(endpoint=url))))
    trace.set_tracer_provider(provider)
    for path in WATCHED:
        module, _, name = path.partition(".")
        getattr(import_module(f"opentelemetry.instrumentation.{module}"), name)().instrument()
    observe_calls(CallTracer())


def _strip(span: ReadableSpan) -> ReadableSpan:
    attributes = {name: value for name, value in (span.attributes or {}).items() if name in KEPT}
    return ReadableSpan(
        name=_name(span, attributes),
        context=span.context,
        parent=span.parent,
        resource=span.resource,
        attributes=attributes,
        kind=span.kind,
        status=Status(span.status.status_code),
        start_time=span.start_time,
        end_time=span.end_time,
        instrumentation_scope=span.instrumentation_scope,
    )


def _name(span: ReadableSpan, attributes: Mapping[str, object]) -> str:
    """Made of what may leave; a page that has no route may have its address in its own name."""
    if span.kind != trace.SpanKind.SERVER:
        return span.name.partition(" ")[0] if "portal.system" not in attributes else span.name
    method = attributes.get("http.request.method") or attributes.get("http.method") or "HTTP"
    return f"{method} {attributes.get('http.route', '')}".strip()
