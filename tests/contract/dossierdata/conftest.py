"""DossierData's client at the practice server, and at a live tenant for what only reads.

Live: DOSSIERDATA_LIVE_URL and DOSSIERDATA_LIVE_TOKEN. Every exchange is judged by openapi-core.
"""

from collections.abc import Iterator

import pytest

from portal.integrations.dossierdata.client import DossierDataClient
from portal.integrations.openapi import load_document
from portal.integrations.openapi.oauth import HeaderKey
from portal.registry import CATALOG_DIR
from tests.contract.crm import servers
from tests.contract.crm.judge import Judge, load_catalogue
from tests.practice import CLIENT_ID, CLIENT_SECRET, PracticeOffice

CATALOGUE = load_catalogue("dossierdata")
DOCUMENT = load_document(CATALOG_DIR / "dossierdata.json")
JUDGE = Judge(CATALOGUE)
LIVE = ("DOSSIERDATA_LIVE_URL", "DOSSIERDATA_LIVE_TOKEN")
Server = servers.Server[DossierDataClient]


def build(url: str, token: str, *, is_live: bool) -> Server:
    system = servers.judge_calls(JUDGE, system="dossierdata", url=url)
    client = DossierDataClient(
        system, DOCUMENT, base_url=url, client_id=CLIENT_ID, client_secret=CLIENT_SECRET
    )
    return Server(client, system, HeaderKey("Authorization", f"Bearer {token}"), is_live)


@pytest.fixture
def dossierdata(practice: PracticeOffice) -> Iterator[Server]:
    yield from servers.serve(build(practice.dossierdata_url, practice.dossierdata_token(), is_live=False))


@pytest.fixture(params=["practice", "live"])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """For tests that only read."""
    yield from servers.serve_kind(request, "dossierdata", build, LIVE)
