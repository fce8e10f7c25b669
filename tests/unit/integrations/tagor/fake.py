"""A Tagor that says what a test tells it to, on a real socket, and remembers what it was asked."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from portal.integrations.http import Limits
from portal.integrations.tagor.client import OfficeLogin, TagorClient, build_tagor_client
from portal.integrations.tagor.values.account import Credential
from tests.unit.integrations.socket_server import Peer, Received, SocketServer, serving

HASH = Credential("Hash", "Letter-Hash")
Say = Callable[[str, dict[str, Any]], Any]
LIMITS = Limits(read_timeout_s=5, deadline_s=8, max_attempts=2)


class Tagor:
    """The server of one test: ``asked`` holds what came, by operation."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self.server: SocketServer

    def script(self, peer: Peer) -> None:
        received = self.server.received[peer.number - 1]
        said = self._say(get_operation(received), get_request(received))
        status, payload = said if isinstance(said, tuple) else (200, said)
        body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
        peer.answer(status, body, "Content-Type: application/json")

    @property
    def asked(self) -> list[tuple[str, dict[str, Any]]]:
        return [(get_operation(one), get_request(one)) for one in self.server.received]

    @property
    def schemes(self) -> list[str]:
        return [one.headers.get("authorization", "") for one in self.server.received]


def get_operation(received: Received) -> str:
    return received.line.split()[1].removeprefix("/base/")


def get_request(received: Received) -> dict[str, Any]:
    if not received.headers.get("content-type", "").startswith("application/json"):
        return {}
    request: dict[str, Any] = json.loads(received.body)["request"]
    return request


@contextmanager
def telling(
    say: Say, *, login: OfficeLogin | None = None, **options: Any
) -> Iterator[tuple[TagorClient, Tagor]]:
    """A client and the Tagor it talks to; ``say(operation, request)`` gives a payload."""
    tagor = Tagor(say)
    with serving(tagor.script) as server:
        tagor.server = server
        client = build_tagor_client(
            base_url=server.url, login=login or OfficeLogin(api_key="office-key"), limits=LIMITS, **options
        )
        try:
            yield client, tagor
        finally:
            client.close()


def always(**scalars: Any) -> Say:
    """The same successful scalars for every operation."""
    return lambda _operation, _request: {"response": {"Success": True, "Error": "", **scalars}}


def rows(dataset: str, *found: dict[str, Any]) -> dict[str, Any]:
    """An answer that is one dataset."""
    return {"response": {dataset: {dataset: {f"tt{dataset[2:]}": list(found)}}}}
