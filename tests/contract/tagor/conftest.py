"""The Tagor client pointed at the practice office, with each engine and each way in."""

from collections.abc import Iterator

import pytest

from portal.integrations.http import Engine, Limits
from portal.integrations.tagor.client import OfficeLogin, TagorClient, build_tagor_client
from portal.integrations.tagor.values import Credential
from tests.practice import API_KEY, CLIENT_ID, CLIENT_SECRET, PracticeFile, PracticeOffice

LIMITS = Limits(read_timeout_s=5, deadline_s=10)


@pytest.fixture(params=["pyreqwest", "httpx"])
def client(practice: PracticeOffice, request: pytest.FixtureRequest) -> Iterator[TagorClient]:
    """pyreqwest comes with the API key, stock httpx with Login/Token."""
    engine: Engine = request.param
    login = (
        OfficeLogin(api_key=API_KEY)
        if engine == "pyreqwest"
        else OfficeLogin(client_id=CLIENT_ID, client_secret=CLIENT_SECRET)
    )
    built = build_tagor_client(base_url=practice.tagor_url, login=login, engine=engine, limits=LIMITS)
    yield built
    built.close()


@pytest.fixture
def file(practice: PracticeOffice) -> PracticeFile:
    return practice.file("nl-woman")


@pytest.fixture
def credential(file: PracticeFile) -> Credential:
    return Credential("Hash", file.hash)
