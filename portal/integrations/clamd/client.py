"""Asks clamd whether an uploaded file contains something harmful.

Source: man clamd(8), commands PING and INSTREAM: chunks, each after its length in four bytes of network
order, ended by a length of zero; the answer is ``stream: OK`` or ``stream: <name> FOUND``.
"""

import socket
import struct
from contextlib import closing
from urllib.parse import urlsplit

from portal.integrations.errors import Unavailable, UnexpectedResponse

CHUNK_BYTES = 64 * 1024
LONGEST_ANSWER = 4096
DEFAULT_PORT = 3310


class ClamdClient:
    """One scanner, at ``tcp://host:port`` or ``unix:///path``. Each scan has a connection of its own."""

    def __init__(self, *, url: str, timeout_s: float = 20.0) -> None:
        self._url = urlsplit(url)
        self._timeout_s = timeout_s

    def ping(self) -> None:
        """Raises: Unavailable, UnexpectedResponse."""
        if self._ask([b"zPING\0"]) != "PONG":
            raise UnexpectedResponse("no PONG", system="clamd", operation="PING")

    def find_harm(self, content: bytes) -> str:
        """The name of what is harmful in ``content``, "" when nothing is.

        Raises: Unavailable, UnexpectedResponse.
        """
        pieces = [content[at : at + CHUNK_BYTES] for at in range(0, len(content), CHUNK_BYTES)]
        framed = [struct.pack(">I", len(piece)) + piece for piece in pieces]
        answer = self._ask([b"zINSTREAM\0", *framed, struct.pack(">I", 0)])
        said = answer.removeprefix("stream: ")
        if said == "OK":
            return ""
        if said.endswith(" FOUND"):
            return said.removesuffix(" FOUND")
        raise UnexpectedResponse("neither OK nor FOUND", system="clamd", operation="INSTREAM")

    def _ask(self, parts: list[bytes]) -> str:
        try:
            with closing(self._connect()) as connection:
                for part in parts:
                    connection.sendall(part)
                return self._read(connection)
        except OSError as error:
            raise Unavailable(type(error).__name__, system="clamd") from error

    def _connect(self) -> socket.socket:
        if self._url.scheme == "unix":
            connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            connection.settimeout(self._timeout_s)
            connection.connect(self._url.path)
            return connection
        address = (self._url.hostname or "127.0.0.1", self._url.port or DEFAULT_PORT)
        return socket.create_connection(address, timeout=self._timeout_s)

    def _read(self, connection: socket.socket) -> str:
        told = b""
        while b"\0" not in told and len(told) < LONGEST_ANSWER:
            piece = connection.recv(1024)
            if not piece:
                break
            told += piece
        return told.partition(b"\0")[0].decode("ascii", "replace").strip()
