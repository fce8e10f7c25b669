"""Aptic's client at the practice server, and at a live Aptic for what only reads.

Live: APTIC_LIVE_URL and APTIC_LIVE_KEY. Every exchange is judged by openapi-core.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from portal.integrations.aptic.client import ApticClient
from portal.integrations.exchange import Answer, Request
from portal.integrations.http import Limits
from portal.integrations.openapi import load_document
from portal.integrations.openapi.oauth import HeaderKey
from portal.registry import CATALOG_DIR
from tests.contract.crm.judge import Judge, JudgedClient, load_catalogue
from tests.practice import APTIC_KEY, PracticeOffice

DOCUMENT = load_document(CATALOG_DIR / "aptic.json")
LIVE = ("APTIC_LIVE_URL", "APTIC_LIVE_KEY")


class GatewayJudge(Judge):
    """A path below a service definition is judged as the definition's own."""

    def judge(self, operation: str, request: Request, answer: Answer) -> None:
        path = "/".join(request.path.lstrip("/").split("/")[:3])
        super().judge(operation, replace(request, path=path), answer)


JUDGE = GatewayJudge(load_catalogue("aptic"))


@dataclass(frozen=True, slots=True)
class Server:
    """An Aptic to ask."""

    client: ApticClient
    system: JudgedClient
    is_live: bool


def build(url: str, key: str, *, is_live: bool) -> Server:
    limits = Limits(read_timeout_s=20, deadline_s=30, max_answer_bytes=8_000_000)
    system = JudgedClient(JUDGE, system="aptic", base_url=url, limits=limits)
    credential = HeaderKey("Authorization", f"Bearer {key}")
    return Server(ApticClient(system, DOCUMENT, credential=credential), system, is_live)


@pytest.fixture
def aptic(practice: PracticeOffice) -> Iterator[Server]:
    server = build(practice.aptic_url, APTIC_KEY, is_live=False)
    yield server
    server.client.close()


@pytest.fixture(params=["practice", "live"])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """For tests that only read."""
    if request.param == "practice":
        yield request.getfixturevalue("aptic")
        return
    url, key = (os.environ.get(name, "") for name in LIVE)
    if not (url and key):
        pytest.skip(f"needs {' and '.join(LIVE)}")
    found = build(url, key, is_live=True)
    yield found
    found.client.close()
