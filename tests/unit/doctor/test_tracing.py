"""A trace outside holds names of our own code, and nothing of a visitor or a file."""

import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from tests.practice import ROOT

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


def test_a_trace_says_which_page_took_how_long_and_nothing_of_who_asked() -> None:
    server = HTTPServer(("127.0.0.1", 0), Collector)
    server.told = []  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings = {
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
        [sys.executable, "-c", WALK],
        cwd=ROOT,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
    )
    server.shutdown()
    server.server_close()
    assert done.returncode == 0, done.stderr
    requests = server.told  # type: ignore[attr-defined]
    spans = [
        span
        for request in requests
        for resource in request.resource_spans
        for scope in resource.scope_spans
        for span in scope.spans
    ]
    names = [span.name for span in spans]
    assert {"GET healthz", "GET pass/<str:code>/", "tagor Dossier/Get"} <= set(names), names
    (call,) = [span for span in spans if span.name.startswith("tagor")]
    told = {one.key: one.value.string_value for one in call.attributes}
    assert told == {
        "portal.system": "tagor",
        "portal.operation": "Dossier/Get",
        "portal.outcome": "unreachable",
    }
    said = "\n".join(map(str, requests))
    assert [secret for secret in SECRETS if secret in said] == []
    assert all(span.trace_id.hex() not in SECRETS for span in spans)
