"""Aptic's client at the practice server, and at a live Aptic for what only reads.

Live: APTIC_LIVE_URL and APTIC_LIVE_KEY. Every exchange is judged by openapi-core.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from portal.integrations.aptic.client import ApticClient
from portal.integrations.exchange import Answer, Request
from portal.integrations.openapi import load_document
from portal.integrations.openapi.oauth import HeaderKey
from portal.registry import CATALOG_DIR
from tests.contract.crm import servers
from tests.contract.crm.judge import Judge, load_catalogue
from tests.practice import APTIC_KEY, PracticeOffice

DOCUMENT = load_document(CATALOG_DIR / "aptic.json")
LIVE = ("APTIC_LIVE_URL", "APTIC_LIVE_KEY")


class GatewayJudge(Judge):
    """A path below a service definition is judged as the definition's own."""

    def judge(self, operation: str, request: Request, answer: Answer) -> None:
        path = "/".join(request.path.lstrip("/").split("/")[:3])
        super().judge(operation, replace(request, path=path), answer)


JUDGE = GatewayJudge(load_catalogue("aptic"))
Server = servers.Server[ApticClient]


def build(url: str, key: str, *, is_live: bool) -> Server:
    system = servers.judge_calls(JUDGE, system="aptic", url=url)
    credential = HeaderKey("Authorization", f"Bearer {key}")
    client = ApticClient(system, DOCUMENT, credential=credential)
    return Server(client, system, credential, is_live)


@pytest.fixture
def aptic(practice: PracticeOffice) -> Iterator[Server]:
    yield from servers.serve(build(practice.aptic_url, APTIC_KEY, is_live=False))


@pytest.fixture(params=["practice", "live"])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """For tests that only read."""
    yield from servers.serve_kind(request, "aptic", build, LIVE)
