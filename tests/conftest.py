"""What every suite shares: the practice office on a port of its own, prepared databases, a fresh cache."""

import gc
import os
from collections.abc import Generator, Iterator
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import connections
from pytest_django import Settings

from portal import registry
from tests import migrated
from tests.practice import APTIC_WEBHOOK_SECRET, PracticeOffice
from tests.prepared import Prepared

pytest_plugins = ["tests.longest_first"]


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is made here lives to the end: no collection of garbage looks through it, now or later."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()


# On a busy machine making an example takes long, which says nothing about the code.
hypothesis.settings.register_profile(
    "busy", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("busy")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What reads or writes in the database, or rolls it back."""
    for item in items:
        if "db" in getattr(item, "fixturenames", ()) or item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.database)


@pytest.fixture(scope="session")
def practice_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PracticeOffice]:
    """One practice office for this test process."""
    office = PracticeOffice.start(state=tmp_path_factory.mktemp("practice") / "state.sqlite3")
    yield office
    office.stop()


@pytest.fixture(scope="session")
def run_folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Shared with the other test processes of this run."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if hasattr(request.config, "workerinput") else own


@pytest.fixture(scope="session")
def prepared(run_folder: Path) -> Prepared:
    """Databases and static files for real portals, shared with the other test processes of this run."""
    return Prepared(run_folder)


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Django takes the database that is there."""
    return True


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, run_folder: Path
) -> Iterator[None]:
    """A database with its tables, which is thrown away at the end; migrating takes 10 s of a processor."""
    database = django_settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        file = Path(database["TEST"]["NAME"])
        migrated.copy_sqlite(file)
        yield
        connections.close_all()
        file.unlink()
        return
    server_url = os.environ["DATABASE_URL"]
    name = database.get("TEST", {}).get("NAME") or f"test_{database['NAME']}"
    migrated.copy_postgres(server_url, name, folder=run_folder)
    yield
    connections.close_all()
    migrated.run_statement(server_url, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def practice(practice_server: PracticeOffice, settings: Settings) -> Iterator[PracticeOffice]:
    """The practice office as on its first day, with the portal pointed at it."""
    practice_server.reset()
    settings.TAGOR_URL = practice_server.tagor_url
    settings.TAGOR_API_KEY = "practice-key"
    for name, value in practice_server.crm_settings.items():
        setattr(settings, name, value)
    settings.APTIC_WEBHOOK_SECRET = [APTIC_WEBHOOK_SECRET]
    settings.SIPS_ALLOWED_HOSTS = [practice_server.base_url.removeprefix("http://")]
    registry.reset()
    cache.clear()
    yield practice_server
    registry.reset()


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    """No lockout counter or cached fact reaches the next test."""
    cache.clear()
