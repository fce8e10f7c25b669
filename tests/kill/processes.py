"""A portal of several real processes, each of which can be killed at any moment and started again."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import psycopg

from tests.kill.triggers import slow_down, speed_up
from tests.pages.payments.direct import MERCHANT, SECRET
from tests.practice import PracticeOffice, free_port
from tests.preloaded import MANAGE, Forked, Preloaded
from tests.processes import build_environment, build_portal_command

START_SECONDS = 30
WHAT_PEOPLE_DID = (
    "talk_upload",
    "talk_message",
    "talk_thread",
    "payments_alert",
    "payments_notice",
    "payments_booking",
    "payments_paymentchannel",
    "payments_attempt",
    "receipts_receipt",
    "outbox_delivery",
    "outbox_sweep",
    "django_session",
    "django_tasks_database_dbtaskresult",
)


@dataclass
class Site:
    """Portals and workers on one database, with a practice office behind them."""

    home: Path
    static: Path
    database_url: str
    office: PracticeOffice
    public_port: int = field(default_factory=free_port)
    settings_module: str = "portal.settings"
    cache_url: str = "locmemcache://"
    portals: dict[int, Forked] = field(default_factory=dict)
    workers: list[Forked] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.public_port}"

    @property
    def environment(self) -> dict[str, str]:
        shared = build_environment(
            url=self.url, static=self.static, database_url=self.database_url, office=self.office
        )
        return shared | {
            "CACHE_URL": self.cache_url,
            "DJANGO_SETTINGS_MODULE": self.settings_module,
            "SIPS_URL": f"{self.office.base_url}/sips",
            "SIPS_MERCHANT_ID": MERCHANT,
            "SIPS_SECRET": SECRET,
            **self.office.worldline_settings,
            **self.office.mollie_settings,
        }

    @cached_property
    def preloaded(self) -> Preloaded:
        """From which every process of the site forks."""
        return Preloaded(self.environment)

    def manage(self, *command: str) -> str:
        """A management command to its end; what it wrote."""
        return self.preloaded.manage(*command)

    def start_portal(self, port: int | None = None, *, threads: int = 8) -> int:
        """Start a portal and wait until it answers; its port."""
        port = port or self.public_port
        command = build_portal_command(port=port, threads=threads)
        self.portals[port] = self.preloaded.log(*command, to=self.home / f"portal-{port}.log")
        wait_for(lambda: _is_healthy(port), START_SECONDS)
        return port

    def kill_portal(self, port: int | None = None) -> None:
        self.portals.pop(port or self.public_port).kill()

    def start_worker(self) -> Forked:
        """Start a worker that takes what is due at once."""
        command = [MANAGE, "db_worker", "--interval", "0.1", "--no-startup-delay"]
        worker = self.preloaded.log(*command, to=self.home / f"worker-{len(self.workers)}.log")
        self.workers.append(worker)
        return worker

    def kill_all(self) -> None:
        for process in (*self.portals.values(), *self.workers):
            process.kill()
        self.portals.clear()
        self.workers.clear()

    def end(self) -> None:
        """Nothing runs any more."""
        self.kill_all()
        if "preloaded" in vars(self):
            self.preloaded.end()
        self.office.stop()

    def forget(self) -> None:
        """Everything as on the first day."""
        self.office.reset()
        for table in WHAT_PEOPLE_DID:
            self.write(f"DELETE FROM {table}")  # noqa: S608 - our own names

    def read(self, query: str) -> list[tuple[Any, ...]]:
        with self._connect() as database:
            return list(database.execute(query).fetchall())

    def write(self, query: str, *values: object) -> None:
        """One change; ``?`` stands for a value."""
        with self._connect() as database:
            if self.is_sqlite:
                database.execute(query, values)
            else:  # without values psycopg takes several statements at once
                database.execute(query.replace("?", "%s"), values or None)

    def make_work_due(self) -> None:
        """Every planned task may run now."""
        self.write("UPDATE django_tasks_database_dbtaskresult SET run_after = enqueued_at")

    def be_merchant(self, provider: str = "sips_direct") -> None:
        """Every payment goes to a service directly, and the portal reports it to Tagor."""
        fields = "(office_id, file_type_id, provider, merchant, valid_from)"
        self.write(
            f"INSERT INTO payments_paymentchannel {fields} SELECT id, '', ?, '', NULL FROM office_office",  # noqa: S608
            provider,
        )

    def make_older(self, **age: float) -> None:
        """Every attempt began so long ago, and nobody has looked since."""
        text = self.write_moment(datetime.now(UTC) - timedelta(**age))
        self.write("UPDATE payments_attempt SET created_at = ?, checked_at = NULL", text)
        self.write("UPDATE payments_attempt SET started_at = created_at WHERE started_at IS NOT NULL")

    def write_moment(self, moment: datetime) -> str:
        """As Django itself keeps a moment: SQLite compares texts."""
        return moment.strftime("%Y-%m-%d %H:%M:%S.%f") + ("" if self.is_sqlite else "+00")

    @contextmanager
    def slow_to_move(self, state: str, *, table: str = "payments_attempt") -> Iterator[None]:
        """Inside, PostgreSQL takes its time to move a row to a state: a moment to kill in."""
        self.write(slow_down(state, table=table))
        try:
            yield
        finally:
            self.write(speed_up(table=table))

    @contextmanager
    def without_database(self) -> Iterator[None]:
        """Inside, PostgreSQL is as while it is started anew: every connection ends, and none begins."""
        name = urlsplit(self.database_url).path.lstrip("/")
        with psycopg.connect(self.database_url.replace(f"/{name}", "/postgres"), autocommit=True) as server:
            server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
            server.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,)
            )
            try:
                yield
            finally:
                server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")

    @contextmanager
    def _connect(self) -> Iterator[Any]:
        if self.is_sqlite:
            path = self.database_url.removeprefix("sqlite:///")
            with closing(sqlite3.connect(path, timeout=20)) as database, database:
                yield database
        else:
            with psycopg.connect(self.database_url) as database:
                yield database


def wait_for(check: Any, seconds: float = 15) -> None:
    """Returns once ``check`` gives something true. Raises: AssertionError when it does not in time."""
    ends_at = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < ends_at, "it did not happen in time"
        time.sleep(0.05)


def _is_healthy(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=2).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False
