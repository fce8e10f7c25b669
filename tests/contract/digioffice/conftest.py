"""DigiOffice's client at the practice server. Every exchange is judged by openapi-core.

There is no live counterpart: the one call that DigiOffice has writes.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from openapi_core import Config

from portal.integrations.digioffice.client import DigiOfficeClient
from portal.integrations.openapi import load_document
from portal.registry import CATALOG_DIR
from tests.contract.crm.judge import Judge, JudgedClient, load_catalogue
from tests.practice import CLIENT_ID, CLIENT_SECRET, PracticeOffice

DOCUMENT = load_document(CATALOG_DIR / "digioffice.json")


class LineJudge(Judge):
    """Reads a line of JSON as JSON."""

    config = Config(
        extra_media_type_deserializers={"text/jsonl": lambda content, **_more: json.loads(content)}
    )


JUDGE = LineJudge(load_catalogue("digioffice"))


@dataclass(frozen=True, slots=True)
class Server:
    """A DigiOffice to ask."""

    client: DigiOfficeClient
    system: JudgedClient


@pytest.fixture
def digioffice(practice: PracticeOffice) -> Iterator[Server]:
    system = JudgedClient(JUDGE, system="digioffice", base_url=practice.digioffice_url)
    client = DigiOfficeClient(system, DOCUMENT, user=CLIENT_ID, password=CLIENT_SECRET, sender="Kantoor")
    yield Server(client, system)
    client.close()
