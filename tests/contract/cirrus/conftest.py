"""Cirrus' client at the practice server, and at a live Cirrus for what only reads.

Live: CIRRUS_LIVE_URL and CIRRUS_LIVE_TOKEN. Every exchange is judged by openapi-core.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from portal.integrations.cirrus.client import TOKEN_HEADER, CirrusClient
from portal.integrations.cirrus.tolerance import CirrusDialect
from portal.integrations.http import Limits
from portal.integrations.openapi import load_document
from portal.integrations.openapi.oauth import HeaderKey
from portal.registry import CATALOG_DIR
from tests.contract.crm.judge import Judge, JudgedClient, load_catalogue
from tests.practice import CIRRUS_TOKEN, PracticeOffice

CATALOGUE = load_catalogue("cirrus")
DOCUMENT = load_document(CATALOG_DIR / "cirrus.json")
JUDGE = Judge(CATALOGUE)
LIVE = ("CIRRUS_LIVE_URL", "CIRRUS_LIVE_TOKEN")


@dataclass(frozen=True, slots=True)
class Server:
    """A Cirrus to ask."""

    client: CirrusClient
    system: JudgedClient
    is_live: bool


def build(url: str, token: str, *, is_live: bool) -> Server:
    limits = Limits(read_timeout_s=20, deadline_s=30, max_answer_bytes=8_000_000)
    system = JudgedClient(JUDGE, system="cirrus", base_url=url, limits=limits)
    key = HeaderKey(TOKEN_HEADER, token)
    return Server(
        CirrusClient(system, DOCUMENT, dialect=CirrusDialect(DOCUMENT), credential=key), system, is_live
    )


@pytest.fixture
def cirrus(practice: PracticeOffice) -> Iterator[Server]:
    server = build(practice.cirrus_url, CIRRUS_TOKEN, is_live=False)
    yield server
    server.client.close()


@pytest.fixture(params=["practice", "live"])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """For tests that only read."""
    if request.param == "practice":
        yield request.getfixturevalue("cirrus")
        return
    url, token = (os.environ.get(name, "") for name in LIVE)
    if not (url and token):
        pytest.skip(f"needs {' and '.join(LIVE)}")
    found = build(url, token, is_live=True)
    yield found
    found.client.close()
