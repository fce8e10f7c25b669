"""The whole product for a browser: practice office, portal under granian, worker, each a real process."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import httpx

from tests.practice import PracticeOffice, free_port
from tests.preloaded import MANAGE, Forked, Preloaded
from tests.prepared import Prepared
from tests.processes import build_environment, build_portal_command

START_SECONDS = 60
WHAT_PEOPLE_DID = (
    "payments_alert",
    "payments_booking",
    "payments_refund",
    "payments_notice",
    "payments_attempt",
    "plans_endorsement",
    "plans_counter",
    "plans_changerequest",
    "plans_proposal",
    "plans_seenplan",
    "reminders_reminder",
    "reminders_subscription",
    "budget_budget",
    "mydata_debtlist",
    "events_contactcheck",
    "events_respite",
    "talk_answertemplate",
    "talk_contactchange",
    "talk_upload",
    "talk_message",
    "talk_thread",
    "desk_hold",
    "desk_casehold",
    "desk_openedfile",
    "outbox_delivery",
    "crm_editlease",
    "crm_crmtoken",
    "links_link",
    "service_calls_servicerun",
    "service_calls_serviceaction_groups",
    "service_calls_serviceaction",
    "service_calls_subscription",
    "receipts_receipt",
    "office_moneychange",
    "letters_letter",
    "letters_batch",
    "access_passuse",
    "access_helperpass",
    "access_letterkey",
    "access_wrongpersonpaper",
    "access_wrongpersonreport",
    "django_session",
)
# A worker that cannot write down how its run ended stops.
FORGET_RUNS = "DELETE FROM django_tasks_database_dbtaskresult WHERE status <> 'RUNNING'"


@dataclass
class Portal:
    """A portal with its own database and practice office; ``start()`` answers when it is healthy."""

    home: Path
    prepared: Prepared
    extra: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    processes: dict[str, Forked] = field(default_factory=dict)
    practice: PracticeOffice | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def office(self) -> PracticeOffice:
        """The practice office behind it."""
        assert self.practice is not None
        return self.practice

    def start(self) -> None:
        """Start everything; raises AssertionError with the log when a part does not come up."""
        self.practice = PracticeOffice.start(state=self.home / "practice.sqlite3", portal_url=self.url)
        self.prepared.copy_sqlite(self._database)
        self._start("portal", *build_portal_command(port=self.port, threads=32))
        self._start("worker", MANAGE, "db_worker", "--interval", "1")
        self._wait_until_healthy()

    def stop(self) -> None:
        """Stop what start() began, by its own process ids."""
        for process in self.processes.values():
            process.kill()
        self.processes.clear()
        if "preloaded" in vars(self):
            self.preloaded.end()
        if self.practice is not None:
            self.practice.stop()

    def forget(self) -> None:
        """Practice office and portal as on their first day: no payment, no request, nobody signed in.

        Raises AssertionError with the log of a process that has ended.
        """
        self.check_alive()
        self.office.reset()
        with self._connect() as database, database:  # all at once: the worker goes on meanwhile
            for table in WHAT_PEOPLE_DID:
                database.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
            database.execute(FORGET_RUNS)

    def check_alive(self) -> None:
        """Raises AssertionError with the last lines of a process that has ended."""
        for name, process in self.processes.items():
            assert process.is_alive, f"the {name} has ended:\n{self.log(name)[-3000:]}"

    def read(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows of the portal's own database."""
        with self._connect() as database:
            return database.execute(query, values).fetchall()

    def write(self, statement: str, *values: object) -> None:
        """Put something straight into the portal's own database."""
        with self._connect() as database, database:
            database.execute(statement, values)

    @property
    def _database(self) -> Path:
        return self.home / "portal.sqlite3"

    def _connect(self) -> closing[sqlite3.Connection]:
        return closing(sqlite3.connect(self._database, timeout=20))

    def log(self, name: str = "portal") -> str:
        """What a process wrote so far."""
        return (self.home / f"{name}.log").read_text()

    @property
    def environment(self) -> dict[str, str]:
        """Settings of every process."""
        shared = build_environment(
            url=self.url,
            static=self.prepared.collect_static(),
            database_url=f"sqlite:///{self._database}",
            office=self.office,
        )
        return shared | self.extra

    @cached_property
    def preloaded(self) -> Preloaded:
        """From which every process of the portal forks."""
        return Preloaded(self.environment)

    def _start(self, name: str, *command: str) -> None:
        self.processes[name] = self.preloaded.log(*command, to=self.home / f"{name}.log")

    def _wait_until_healthy(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            try:
                if httpx.get(f"{self.url}/healthz", timeout=2).status_code == httpx.codes.OK:
                    return
            except httpx.HTTPError:
                time.sleep(0.1)
        raise AssertionError(self.log())


AnyPortal = TypeVar("AnyPortal", bound=Portal)


@contextmanager
def running(portal: AnyPortal) -> Iterator[AnyPortal]:
    """A portal that is started now, and stopped whatever happens."""
    try:
        portal.start()
        yield portal
    finally:
        portal.stop()
