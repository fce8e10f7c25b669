"""The tests' own server: what it stopped is over, also for a connection that a client kept."""

import socket
from urllib.parse import urlsplit

from tests.unit.integrations.socket_server import serving


def test_kept_connection_ends_with_the_server() -> None:
    with serving(lambda peer: peer.answer()) as server:
        address = urlsplit(server.url)
        kept = socket.create_connection((address.hostname, address.port), timeout=5)
        with kept:
            kept.sendall(b"GET / HTTP/1.1\r\n\r\n")
            assert kept.recv(1000).startswith(b"HTTP/1.1 200")
            server.stop()
            assert kept.recv(1000) == b""
