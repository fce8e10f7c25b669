"""One practice office per test process, back at its seeds before each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contract.sandbox.wire import Tagor
from tests.practice import PracticeOffice


@pytest.fixture(scope="session")
def running_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PracticeOffice]:
    state: Path = tmp_path_factory.mktemp("practice") / "sandbox.sqlite3"
    office = PracticeOffice.start(state=state)
    yield office
    office.stop()


@pytest.fixture(scope="session")
def checked_tagor(running_office: PracticeOffice) -> Tagor:
    return Tagor(running_office)


@pytest.fixture
def office(running_office: PracticeOffice) -> PracticeOffice:
    running_office.reset()
    return running_office


@pytest.fixture
def tagor(office: PracticeOffice, checked_tagor: Tagor) -> Tagor:
    return checked_tagor
