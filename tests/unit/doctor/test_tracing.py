"""A trace outside holds names of our own code, and nothing of a visitor or a file."""

import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.practice import ROOT
from tests.prepared import Prepared

pytest.importorskip("opentelemetry.sdk")
SECRETS = (
    "Xk3_9-qLmN0pQr",
    "26/004512",
    "203.0.113.9",
    "Mozilla/5.0 of Jan",
    "0af7651916cd43dd8448eb211c80319c",
)
WALK = """
import portal.wsgi
from django.test import Client
from opentelemetry import trace
from portal.integrations.errors import IntegrationError
from portal.integrations.http import Request, SystemClient, Terms

told = {"User-Agent": "Mozilla/5.0 of Jan", "X-Forwarded-For": "203.0.113.9", "Accept-Language": "fr"}
told |= {"traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}
visitor = Client(headers=told, REMOTE_ADDR="203.0.113.9")
visitor.get("/healthz?number=26/004512")
visitor.get("/pass/Xk3_9-qLmN0pQr/")
try:
    SystemClient(system="tagor", base_url="http://127.0.0.1:9").call(
        "Dossier/Get", Request(path="files/26/004512"), Terms(kind="once")
    )
except IntegrationError:
    pass
trace.get_tracer_provider().force_flush()
"""


class Collector(BaseHTTPRequestHandler):
    """Keeps the spans that it is sent."""

    def do_POST(self) -> None:
        from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (  # noqa: PLC0415 - an extra
            ExportTraceServiceRequest,
        )

        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.told.append(ExportTraceServiceRequest.FromString(body))  # type: ignore[attr-defined]
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_words: Any) -> None:
        return


WORK = """
import django
django.setup()
from django.core.management import call_command
from opentelemetry import trace
from portal.doctor.counters import write_counts
from portal.integrations.errors import IntegrationError
from portal.integrations.http import Request, SystemClient, Terms
from portal.outbox.tasks import sweep

sweep.enqueue()
call_command("db_worker", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0)
try:
    SystemClient(system="tagor", base_url="http://127.0.0.1:9").call(
        "Dossier/Get", Request(path="files"), Terms(kind="once")
    )
except IntegrationError:
    pass
trace.get_tracer_provider().force_flush()
print(write_counts())
"""


@dataclass
class Ended:
    """What a process printed, and what the collector was told of it."""

    printed: str
    told: list[Any]

    @property
    def spans(self) -> list[Any]:
        """Every span."""
        resources = [resource for request in self.told for resource in request.resource_spans]
        return [span for one in resources for scope in one.scope_spans for span in scope.spans]


def run_traced(code: str, **settings: str) -> Ended:
    """A process of the portal that is traced, to its end."""
    server = HTTPServer(("127.0.0.1", 0), Collector)
    server.told = []  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    told = {
        "TRACES_URL": f"http://127.0.0.1:{server.server_port}/v1/traces",
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "DEBUG": "0",
        "SANDBOX": "0",
        "SECRET_KEY": "tracing-" + "t" * 50,
        "PORTAL_URL": "http://testserver",
        "ALLOWED_HOSTS": "testserver",
        "DATABASE_URL": "sqlite://:memory:",
        "CACHE_URL": "locmemcache://",
        "NO_PROXY": "*",
    }
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, **told, **settings},
        capture_output=True,
        text=True,
        check=False,
    )
    server.shutdown()
    server.server_close()
    assert done.returncode == 0, done.stderr
    return Ended(done.stdout, server.told)  # type: ignore[attr-defined]


def test_a_trace_says_which_page_took_how_long_and_nothing_of_who_asked() -> None:
    ended = run_traced(WALK)
    spans = ended.spans
    names = [span.name for span in spans]
    assert {"GET healthz", "GET pass/<str:code>/", "tagor Dossier/Get"} <= set(names), names
    (call,) = [span for span in spans if span.name.startswith("tagor")]
    told = {one.key: one.value.string_value for one in call.attributes}
    assert told == {
        "portal.system": "tagor",
        "portal.operation": "Dossier/Get",
        "portal.outcome": "unreachable",
    }
    said = "\n".join(map(str, ended.told))
    assert [secret for secret in SECRETS if secret in said] == []
    assert all(span.trace_id.hex() not in SECRETS for span in spans)


def test_a_worker_is_watched_as_well(prepared: Prepared, tmp_path: Path) -> None:
    """Its tasks by their names, the calls of each within it; and its calls are counted."""
    database = prepared.copy_sqlite(tmp_path / "portal.sqlite3")
    ended = run_traced(WORK, DATABASE_URL=database, METRICS_TOKEN="m" * 30)
    names = {span.name for span in ended.spans}
    assert {"portal.outbox.tasks.sweep", "tagor Dossier/Get"} <= names
    assert (
        'portal_calls_total{operation="Dossier/Get",outcome="unreachable",system="tagor"} 1.0'
        in ended.printed
    )
