"""One site per database; every test begins with nobody there and every process alive or dead as it likes."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kill.payer import Payer
from tests.kill.processes import Site
from tests.practice import PracticeOffice, free_port
from tests.prepared import Prepared


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """On PostgreSQL, as in production; what is marked ``sqlite`` on that as well: the race of each module."""
    if "database_url" in metafunc.fixturenames:
        databases = ["postgres"]
        if metafunc.definition.get_closest_marker("sqlite"):
            databases.append("sqlite")
        metafunc.parametrize("database_url", databases, indirect=True, scope="module")


@pytest.fixture(scope="module")
def database_url(
    request: pytest.FixtureRequest, prepared: Prepared, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A prepared database: a file, or one of its own on the server of TEST_POSTGRES_URL."""
    if request.param == "sqlite":
        yield prepared.copy_sqlite(tmp_path_factory.mktemp("kill") / "portal.sqlite3")
        return
    server = os.environ.get("TEST_POSTGRES_URL")
    if not server:
        pytest.skip("no TEST_POSTGRES_URL")
    with prepared.copy_postgres(server) as url:
        yield url


@pytest.fixture(scope="module")
def cache_url() -> str:
    """Each process has its own cache; a module may have another one."""
    return "locmemcache://"


@pytest.fixture(scope="module")
def running_site(
    request: pytest.FixtureRequest,
    prepared: Prepared,
    database_url: str,
    cache_url: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    """A database with the demo's office; no process runs yet. A module may have its own SETTINGS."""
    home: Path = tmp_path_factory.mktemp("site")
    port = free_port()
    office = PracticeOffice.start(state=home / "practice.sqlite3", portal_url=f"http://127.0.0.1:{port}")
    site = Site(
        home=home,
        static=prepared.collect_static(),
        database_url=database_url,
        office=office,
        public_port=port,
        cache_url=cache_url,
        settings_module=getattr(request.module, "SETTINGS", "portal.settings"),
    )
    yield site
    site.end()


@pytest.fixture
def payer(site: Site) -> Iterator[Payer]:
    payer = Payer(site)
    yield payer
    payer.browser.close()


@pytest.fixture
def site(running_site: Site) -> Iterator[Site]:
    running_site.forget()
    yield running_site
    running_site.kill_all()
