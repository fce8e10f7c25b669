"""A small server of this test that a practice Aptic can send its events to."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.practice import wait_until


@dataclass
class Receiver:
    """``bodies`` and ``headers`` of what came, oldest first; ``refuse`` so many with 500 first."""

    url: str = ""
    bodies: list[Any] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    refuse: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def names(self) -> list[str]:
        return [body["event"] for body in self.bodies]

    def wait_for(self, count: int) -> None:
        wait_until(lambda: len(self.bodies) >= count)

    def take(self, body: Any, headers: dict[str, str]) -> int:
        with self.lock:
            self.bodies.append(body)
            self.headers.append(headers)
            self.refuse -= 1
            return 500 if self.refuse >= 0 else 204


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver for the time of a test."""
    found = Receiver()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(found.take(json.loads(raw), {k.lower(): v for k, v in self.headers.items()}))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    found.url = f"http://127.0.0.1:{server.server_port}/webhooks/aptic/"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)
