"""One site per database; every test begins with nobody there and every process alive or dead as it likes."""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.kill.payer import Payer
from tests.kill.processes import Site
from tests.practice import PracticeOffice, free_port


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An empty database: a file, or one of its own on the server of TEST_POSTGRES_URL."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('kill') / 'portal.sqlite3'}"
        return
    server = os.environ.get("TEST_POSTGRES_URL")
    if not server:
        pytest.skip("no TEST_POSTGRES_URL")
    name = f"kill_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as database:
        database.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload]
    yield server.rsplit("/", 1)[0] + f"/{name}"
    with psycopg.connect(server, autocommit=True) as database:
        database.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[call-overload]


@pytest.fixture(scope="module")
def running_site(
    request: pytest.FixtureRequest, database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """A migrated database with the demo's office; no process runs yet. A module may have its own SETTINGS."""
    home: Path = tmp_path_factory.mktemp("site")
    port = free_port()
    office = PracticeOffice.start(state=home / "practice.sqlite3", portal_url=f"http://127.0.0.1:{port}")
    settings = getattr(request.module, "SETTINGS", "portal.settings")
    site = Site(
        home=home, database_url=database_url, office=office, public_port=port, settings_module=settings
    )
    site.manage("migrate", "--verbosity", "0")
    site.manage("seed_demo")
    site.manage("collectstatic", "--noinput", "--verbosity", "0")
    yield site
    office.stop()


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
