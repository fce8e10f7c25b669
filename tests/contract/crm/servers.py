"""The servers a client is tried at: the practice office's, and a live one for tests that only read."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import pytest

from portal.integrations.http import Limits
from portal.integrations.openapi.oauth import HeaderKey
from tests.contract.crm.explore import NothingThereError
from tests.contract.crm.judge import Judge, JudgedClient

Client = TypeVar("Client")


@dataclass(frozen=True)
class Server(Generic[Client]):
    """A system to ask, and the key of who asks."""

    client: Client
    system: JudgedClient
    key: HeaderKey
    is_live: bool


def judge_calls(judge: Judge, *, system: str, url: str) -> JudgedClient:
    """Calls with the patience that a live system may need."""
    limits = Limits(read_timeout_s=20, deadline_s=30, max_answer_bytes=8_000_000)
    return JudgedClient(judge, system=system, base_url=url, limits=limits)


def serve(server: Server[Any]) -> Iterator[Server[Any]]:
    """The server for as long as a fixture stands."""
    yield server
    server.client.close()


def serve_kind(
    request: pytest.FixtureRequest, practice: str, build: Callable[..., Server[Any]], live: tuple[str, str]
) -> Iterator[Server[Any]]:
    """What ``request.param`` asks: the fixture ``practice``, or the live one.

    ``live``: the names of the environment with its address and secret; the test is skipped without them.
    """
    if request.param == "practice":
        yield request.getfixturevalue(practice)
        return
    url, secret = (os.environ.get(name, "") for name in live)
    if not (url and secret):
        pytest.skip(f"needs {' and '.join(live)}")
    yield from serve(build(url, secret, is_live=True))


@contextmanager
def records_of(server: Server[Any]) -> Iterator[None]:
    """A practice office has a record for every operation; a live system may not, and the test is skipped."""
    try:
        yield
    except NothingThereError:
        if not server.is_live:
            raise
        pytest.skip("there is none")
