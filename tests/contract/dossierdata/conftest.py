"""DossierData's client at the practice server, and at a live tenant for what only reads.

Live: DOSSIERDATA_LIVE_URL and DOSSIERDATA_LIVE_TOKEN. Every exchange is judged by openapi-core.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from portal.integrations.dossierdata.client import DossierDataClient
from portal.integrations.http import Limits
from portal.integrations.openapi import load_document
from portal.integrations.openapi.oauth import HeaderKey
from portal.registry import CATALOG_DIR
from tests.contract.crm.judge import Judge, JudgedClient, load_catalogue
from tests.practice import CLIENT_ID, CLIENT_SECRET, PracticeOffice

CATALOGUE = load_catalogue("dossierdata")
DOCUMENT = load_document(CATALOG_DIR / "dossierdata.json")
JUDGE = Judge(CATALOGUE)
LIVE = ("DOSSIERDATA_LIVE_URL", "DOSSIERDATA_LIVE_TOKEN")


@dataclass(frozen=True, slots=True)
class Server:
    """A DossierData to ask, and who asks."""

    client: DossierDataClient
    system: JudgedClient
    key: HeaderKey
    is_live: bool


def build(url: str, token: str, *, is_live: bool) -> Server:
    limits = Limits(read_timeout_s=20, deadline_s=30, max_answer_bytes=8_000_000)
    system = JudgedClient(JUDGE, system="dossierdata", base_url=url, limits=limits)
    client = DossierDataClient(
        system, DOCUMENT, base_url=url, client_id=CLIENT_ID, client_secret=CLIENT_SECRET
    )
    return Server(client, system, HeaderKey("Authorization", f"Bearer {token}"), is_live)


@pytest.fixture
def dossierdata(practice: PracticeOffice) -> Iterator[Server]:
    server = build(practice.dossierdata_url, practice.dossierdata_token(), is_live=False)
    yield server
    server.client.close()


@pytest.fixture(params=["practice", "live"])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """For tests that only read."""
    if request.param == "practice":
        yield request.getfixturevalue("dossierdata")
        return
    url, token = (os.environ.get(name, "") for name in LIVE)
    if not (url and token):
        pytest.skip(f"needs {' and '.join(LIVE)}")
    found = build(url, token, is_live=True)
    yield found
    found.client.close()
