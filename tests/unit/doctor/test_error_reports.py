"""A fault is told to a service outside with names of our own code alone."""

import gzip
import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import brotli
import pytest

from tests.practice import ROOT

pytest.importorskip("sentry_sdk")
SECRETS = ("Jan Janssens", "BE68539007547034", "Xk3_9-qLmN0pQr", "26/004512", "secret-cookie")
UNPACK: dict[str | None, Any] = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}
FAIL = """
import logging, os
from portal.doctor import error_reports
from portal.integrations.context import request_id
error_reports.begin(os.environ["SENTRY_DSN"])
request_id.set("7F3K-9QXM")

def pay(person, account):
    raise ValueError(f"{person} cannot pay from {account}")

try:
    pay("Jan Janssens", "BE68539007547034")
except ValueError:
    told = ("26/004512", "/h/Xk3_9-qLmN0pQr/")
    logging.getLogger("portal.payments").exception("payment of %s failed at %s", *told)
logging.getLogger("somebody.else").error("cookie secret-cookie of Jan Janssens")
logging.getLogger("portal.web").warning("only a warning")
import sentry_sdk
sentry_sdk.flush(10)
"""


class Service(BaseHTTPRequestHandler):
    """Keeps what it is told."""

    told: list[str]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        unpack = UNPACK[self.headers.get("Content-Encoding")]
        self.server.told.append(unpack(body).decode())  # type: ignore[attr-defined]
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_words: Any) -> None:
        return


def test_a_report_holds_where_it_failed_and_nothing_of_a_person() -> None:
    server = HTTPServer(("127.0.0.1", 0), Service)
    server.told = []  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    dsn = f"http://key@127.0.0.1:{server.server_port}/1"
    environment = {**os.environ, "SENTRY_DSN": dsn, "NO_PROXY": "*"}
    done = subprocess.run(
        [sys.executable, "-c", FAIL], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    server.shutdown()
    server.server_close()
    assert done.returncode == 0, done.stderr
    told = "\n".join(server.told)  # type: ignore[attr-defined]
    events = [json.loads(line) for line in told.splitlines() if '"logentry"' in line]
    assert [one["logger"] for one in events] == ["portal.payments", "somebody.else"]
    ours, other = events
    assert ours["logentry"] == {"message": "payment of %s failed at %s"}
    assert ours["tags"] == {"request_id": "7F3K-9QXM"}
    (fault,) = ours["exception"]["values"]
    assert fault["type"] == "ValueError"
    assert [frame["function"] for frame in fault["stacktrace"]["frames"]][-1] == "pay"
    assert other["logentry"] == {"message": "somebody.else"}
    assert [secret for secret in SECRETS if secret in told] == []
