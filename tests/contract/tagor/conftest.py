"""The Tagor client pointed at the practice office, with each engine and each way in; and at a live Tagor.

Fixtures: ``client`` (both engines), ``server`` (practice, and live where the test and the environment allow
it), ``file``, ``credential``. Every exchange of either is checked against the catalogue.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from portal.integrations.http import Engine, Limits
from portal.integrations.tagor.auth import build_office_access
from portal.integrations.tagor.client import OfficeLogin, TagorClient
from portal.integrations.tagor.values.account import Credential
from tests.contract.tagor.catalogue import JudgedClient
from tests.contract.tagor.covering import COVERED_MARK, LIVE_MARK
from tests.practice import API_KEY, CLIENT_ID, CLIENT_SECRET, PracticeFile, PracticeOffice

LIMITS = Limits(read_timeout_s=5, deadline_s=10)
LIVE_LIMITS = Limits(read_timeout_s=20, deadline_s=30, max_concurrent=2)


@dataclass(frozen=True, slots=True)
class Server:
    """A Tagor to ask. ``file_id`` is a file on it; empty when none is known."""

    client: TagorClient
    file_id: str
    is_live: bool


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test with ``server`` runs on the practice office, and on a live one when it may."""
    if "server" in metafunc.fixturenames:
        live = ["live"] if _may_be_live(getattr(metafunc.function, LIVE_MARK, "")) else []
        metafunc.parametrize("server", ["practice", *live], indirect=True)


def _may_be_live(scope: str) -> bool:
    needed = {"office": ["TAGOR_LIVE_URL", "TAGOR_LIVE_KEY"]}
    needed["file"] = [*needed["office"], "TAGOR_LIVE_FILE_ID"]
    return scope in needed and all(os.environ.get(name) for name in needed[scope])


def build_judged(
    base_url: str, login: OfficeLogin, *, engine: Engine = "pyreqwest", limits: Limits = LIMITS
) -> tuple[TagorClient, JudgedClient]:
    """A client, and what lies under it and has every exchange judged."""
    system = JudgedClient(system="tagor", base_url=base_url, engine=engine, limits=limits)
    return TagorClient(system, build_office_access(system, login)), system


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    if request.param == "live":
        url, login = os.environ["TAGOR_LIVE_URL"], OfficeLogin(api_key=os.environ["TAGOR_LIVE_KEY"])
        client, _system = build_judged(url, login, limits=LIVE_LIMITS)
        yield Server(client, os.environ.get("TAGOR_LIVE_FILE_ID", ""), is_live=True)
    else:
        practice: PracticeOffice = request.getfixturevalue("practice")
        client, _system = build_judged(practice.tagor_url, OfficeLogin(api_key=API_KEY))
        yield Server(client, practice.file().file_id, is_live=False)
    client.close()


@pytest.fixture(params=["pyreqwest", "httpx"])
def client(practice: PracticeOffice, request: pytest.FixtureRequest) -> Iterator[TagorClient]:
    """pyreqwest comes with the API key, stock httpx with Login/Token."""
    engine: Engine = request.param
    login = (
        OfficeLogin(api_key=API_KEY)
        if engine == "pyreqwest"
        else OfficeLogin(client_id=CLIENT_ID, client_secret=CLIENT_SECRET)
    )
    built, _system = build_judged(practice.tagor_url, login, engine=engine)
    yield built
    built.close()


@pytest.fixture(autouse=True)
def _called_what_it_covers(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that says it covers an operation must have called it."""
    names = set(getattr(request.function, COVERED_MARK, ()))
    office: PracticeOffice | None = None
    on = getattr(request.node, "callspec", None)
    if names and not (on and on.params.get("server") == "live"):
        office = request.getfixturevalue("practice")
    yield
    if office is not None:
        missing = names - {call["operation"] for call in office.calls(system="tagor")}
        assert not missing, f"covers {', '.join(sorted(missing))} without a call"


@pytest.fixture
def file(practice: PracticeOffice) -> PracticeFile:
    return practice.file("nl-woman")


@pytest.fixture
def credential(file: PracticeFile) -> Credential:
    return Credential("Hash", file.hash)
