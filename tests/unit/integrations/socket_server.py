"""A server on a real socket that does exactly what a test says, and counts what reached it."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Literal

Then = Literal["keep", "close", "reset"]


@dataclass
class Received:
    """One request as it came: first line, headers (names in lower case), body."""

    line: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Peer:
    """The server's side of one request: send bytes, wait until the test is over."""

    connection: socket.socket
    number: int
    over: threading.Event

    def send(self, raw: bytes) -> None:
        with suppress(OSError):
            self.connection.sendall(raw)

    def answer(self, status: int = 200, body: bytes = b"{}", *headers: str) -> None:
        lines = [f"HTTP/1.1 {status} X", *headers, f"Content-Length: {len(body)}", "", ""]
        self.send("\r\n".join(lines).encode() + body)

    def hang(self, seconds: float = 10) -> None:
        self.over.wait(seconds)


Script = Callable[[Peer], Then | None]


@dataclass
class SocketServer:
    """Runs ``script`` for each request; ``received`` and ``connections`` tell what came."""

    script: Script
    received: list[Received] = field(default_factory=list)
    connections: int = 0
    over: threading.Event = field(default_factory=threading.Event)
    _open: list[socket.socket] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}/base"
        threading.Thread(target=self._accept, daemon=True).start()

    def stop(self) -> None:
        self.over.set()
        # Closing alone wakes no thread that waits in accept or reads: it would go on serving a kept
        # connection, and answer for the next server that happens to get this port.
        for connection in [self._listener, *self._open]:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                self.connections += 1
                self._open.append(connection)
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with suppress(OSError, ValueError), connection, connection.makefile("rb") as stream:
            while (line := stream.readline()) != b"":
                headers: dict[str, str] = {}
                while (raw := stream.readline()).strip():
                    name, _, value = raw.decode("latin-1").partition(":")
                    headers[name.lower()] = value.strip()
                body = stream.read(int(headers.get("content-length", "0")))
                self.received.append(Received(line.decode().strip(), headers, body))
                then = self.script(Peer(connection, len(self.received), self.over))
                if then == "reset":
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                if then in ("close", "reset"):
                    return


@contextmanager
def serving(script: Script) -> Iterator[SocketServer]:
    """A server for the time of a test."""
    server = SocketServer(script)
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def full_backlog() -> Iterator[str]:
    """An address whose queue of connections is full: connecting to it hangs."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=0)
    address = listener.getsockname()
    waiting: list[socket.socket] = []
    try:
        for _ in range(8):
            waiter = socket.socket()
            waiter.setblocking(False)
            waiter.connect_ex(address)
            waiting.append(waiter)
        yield f"http://127.0.0.1:{address[1]}"
    finally:
        for one in [listener, *waiting]:
            one.close()


def free_address() -> str:
    """An address where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}"
