"""Cirrus' client at the practice server, and at a live Cirrus for what only reads.

Live: CIRRUS_LIVE_URL and CIRRUS_LIVE_TOKEN. Every exchange is judged by openapi-core.
"""

from collections.abc import Iterator

import pytest

from portal.integrations.cirrus.client import TOKEN_HEADER, CirrusClient
from portal.integrations.cirrus.tolerance import CirrusDialect
from portal.integrations.openapi import load_document
from portal.integrations.openapi.oauth import HeaderKey
from portal.registry import CATALOG_DIR
from tests.contract.crm import servers
from tests.contract.crm.judge import Judge, load_catalogue
from tests.practice import CIRRUS_TOKEN, PracticeOffice

CATALOGUE = load_catalogue("cirrus")
DOCUMENT = load_document(CATALOG_DIR / "cirrus.json")
JUDGE = Judge(CATALOGUE)
LIVE = ("CIRRUS_LIVE_URL", "CIRRUS_LIVE_TOKEN")
Server = servers.Server[CirrusClient]


def build(url: str, token: str, *, is_live: bool) -> Server:
    system = servers.judge_calls(JUDGE, system="cirrus", url=url)
    key = HeaderKey(TOKEN_HEADER, token)
    client = CirrusClient(system, DOCUMENT, dialect=CirrusDialect(DOCUMENT), credential=key)
    return Server(client, system, key, is_live)


@pytest.fixture
def cirrus(practice: PracticeOffice) -> Iterator[Server]:
    yield from servers.serve(build(practice.cirrus_url, CIRRUS_TOKEN, is_live=False))


@pytest.fixture(params=["practice", "live"])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """For tests that only read."""
    yield from servers.serve_kind(request, "cirrus", build, LIVE)
