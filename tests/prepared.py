"""What every real portal of a test begins with, made once for all test processes and copied from there."""

import fcntl
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.processes import build_environment, run_manage

FILL = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("seed_demo")
"""
COLLECT = ("collectstatic", "--noinput", "--verbosity", "0")


@dataclass(frozen=True)
class Prepared:
    """Migrated databases with the demo's office in them, and the static files.

    Test processes share ``folder``: the first that needs something makes it, the others wait for that.
    """

    folder: Path

    def collect_static(self) -> Path:
        """The folder that a portal serves; it only reads there."""
        return self._once("static", lambda made: _manage(*COLLECT, static=made))

    def copy_sqlite(self, target: Path) -> str:
        """A database of one's own in a file that is not there yet; its URL."""
        shutil.copyfile(self._once("portal.sqlite3", lambda made: _fill(f"sqlite:///{made}")), target)
        return f"sqlite:///{target}"

    @contextmanager
    def copy_postgres(self, server_url: str) -> Iterator[str]:
        """A database of one's own on a server, for the length of the block; its URL."""
        template = self._once(
            "postgres", lambda made: made.write_text(_make_template(server_url))
        ).read_text()
        name = f"test_{secrets.token_hex(4)}"
        _run(server_url, f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield _url_of(server_url, name)
        finally:
            _run(server_url, f"DROP DATABASE {name} WITH (FORCE)")

    def _once(self, name: str, make: Callable[[Path], object]) -> Path:
        done = self.folder / name
        with (self.folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                make(self.folder / f"{name}.begun")
                (self.folder / f"{name}.begun").rename(done)
        return done


def _make_template(server_url: str) -> str:
    """Its name. It stays on the server, which the tests throw away."""
    name = f"template_{secrets.token_hex(4)}"
    _run(server_url, f"CREATE DATABASE {name}")
    _fill(_url_of(server_url, name))
    return name


def _fill(database_url: str) -> None:
    _manage("shell", "--no-imports", "--command", FILL, database_url=database_url)


def _manage(*command: str, database_url: str = "sqlite://:memory:", static: Path = Path("none")) -> None:
    environment = build_environment(url="http://127.0.0.1", static=static, database_url=database_url)
    run_manage(*command, environment=environment)


def _run(server_url: str, statement: str) -> None:
    with psycopg.connect(server_url, autocommit=True) as database:
        database.execute(statement.encode())


def _url_of(server_url: str, name: str) -> str:
    return f"{server_url.rpartition('/')[0]}/{name}"
