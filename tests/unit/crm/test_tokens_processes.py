"""A person's token, wanted by several processes at once: one of them refreshes, and may die doing so."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psycopg
import pytest

from tests.kill.conftest import database_url
from tests.practice import PracticeOffice, free_port, wait_until
from tests.processes import ROOT, build_environment, run_manage

__all__ = ["database_url"]

REFRESH = "create_access_token"
MANY = 5
PATIENT_S, HASTY_S, HOLD_S = "20", "0.5", 60.0


@dataclass(frozen=True)
class Asker:
    """A process that has a person's credential in its hands and waits for the word."""

    program: subprocess.Popen[str]

    def read(self) -> str:
        assert self.program.stdout is not None
        return self.program.stdout.readline().strip()

    def go(self) -> None:
        assert self.program.stdin is not None
        self.program.stdin.write("go\n")
        self.program.stdin.flush()

    def end(self) -> None:
        """SIGKILL: nothing can be tidied up."""
        self.program.kill()
        self.program.communicate(timeout=10)


@dataclass(frozen=True)
class Place:
    """A migrated database and the practice office of its processes."""

    office: PracticeOffice
    environment: dict[str, str]

    def run(self, *words: str) -> None:
        done = subprocess.run([*PROGRAM, *words], env=self.environment, cwd=ROOT, timeout=60, check=False)
        assert done.returncode == 0

    def prepare(self) -> str:
        """A person whose access token has ended and can be refreshed; the ended token."""
        self.office.reset()
        pair = self.office.dossierdata_tokens()
        self.run("prepare", pair["access_token"], pair["refresh_token"])
        return str(pair["access_token"])

    @contextmanager
    def start(self, number: int, *, wait_s: str = PATIENT_S) -> Iterator[list[Asker]]:
        """So many processes, all ready."""
        with ExitStack() as stack:
            askers = [self._start(stack, wait_s) for _ in range(number)]
            assert [one.read() for one in askers] == ["ready"] * number
            yield askers

    def _start(self, stack: ExitStack, wait_s: str) -> Asker:
        pipe = subprocess.PIPE
        program = subprocess.Popen(
            [*PROGRAM, "ask", wait_s],
            env=self.environment,
            cwd=ROOT,
            stdin=pipe,
            stdout=pipe,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        asker = Asker(program)
        stack.callback(asker.end)
        return asker

    def ask_all(self, number: int, *, wait_s: str = PATIENT_S) -> list[str]:
        """What so many processes get that ask at the same moment."""
        with self.start(number, wait_s=wait_s) as askers:
            for one in askers:
                one.go()
            return [one.read() for one in askers]

    def count_refreshes(self) -> int:
        return len(self.office.calls(REFRESH))

    def end_lease(self) -> None:
        """As if the lease had been taken long ago."""
        self._write("UPDATE crm_crmtoken SET refreshing_until = '2026-01-01 00:00:00'")

    def _write(self, query: str) -> None:
        address = self.environment["DATABASE_URL"]
        if not address.startswith("sqlite"):
            with psycopg.connect(address) as postgres:
                assert postgres.execute(query.encode()).rowcount == 1
            return
        path = address.removeprefix("sqlite:///")
        with closing(sqlite3.connect(path, timeout=20)) as database, database:
            assert database.execute(query).rowcount == 1

    def is_good(self, token: str) -> bool:
        """Whether DossierData takes it."""
        headers = {"Authorization": f"Bearer {token}"}
        address = f"{self.office.dossierdata_url}/note"
        return httpx.get(address, headers=headers, trust_env=False).status_code == httpx.codes.OK


PROGRAM = (sys.executable, "-m", "tests.unit.crm.refresher")


@pytest.fixture(scope="module")
def place(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    home: Path = tmp_path_factory.mktemp("tokens")
    office = PracticeOffice.start(state=home / "practice.sqlite3")
    url = f"http://127.0.0.1:{free_port()}"
    environment = build_environment(url=url, home=home, database_url=database_url, office=office)
    try:
        run_manage("migrate", "--verbosity", "0", environment=environment)
        yield Place(office, environment)
    finally:
        office.stop()


def test_one_of_many_processes_refreshes_and_all_get_the_new_token(place: Place) -> None:
    old = place.prepare()
    place.office.fault("dossierdata", "slow", operation=REFRESH, seconds=1.0)
    got = place.ask_all(MANY)
    assert len(set(got)) == 1
    assert got[0] != old
    assert place.is_good(got[0])
    assert not place.is_good(old)
    assert place.count_refreshes() == 1


def test_fresh_token_is_asked_for_by_nobody(place: Place) -> None:
    place.prepare()
    first = place.ask_all(1)
    assert place.ask_all(MANY) == first * MANY
    assert place.count_refreshes() == 1


def kill_while_refreshing(place: Place) -> None:
    """A process reaches the call, which the office holds before it has done anything, and is killed."""
    place.office.fault("dossierdata", "slow", operation=REFRESH, seconds=HOLD_S, times=1)
    with place.start(1) as (asker,):
        asker.go()
        wait_until(lambda: place.count_refreshes() == 1, 20)
        asker.end()
    place.office.clear_faults()


def test_others_wait_for_the_lease_of_a_killed_process_and_then_go_on(place: Place) -> None:
    place.prepare()
    kill_while_refreshing(place)
    assert place.ask_all(2, wait_s=HASTY_S) == ["Unavailable"] * 2
    assert place.count_refreshes() == 1
    place.end_lease()
    got = place.ask_all(MANY)
    assert len(set(got)) == 1
    assert place.is_good(got[0])
    assert place.count_refreshes() == 2


def test_answer_lost_on_the_way_asks_the_person_to_sign_in_again(place: Place) -> None:
    """The old pair is gone and nobody has the new one: the truth, told to all, with one more question."""
    place.prepare()
    place.office.fault("dossierdata", "drop", operation=REFRESH, times=1)
    assert place.ask_all(1) == ["OutcomeUnknown"]
    assert place.ask_all(MANY) == ["SignInAgainError"] * MANY
    assert place.count_refreshes() == 2
