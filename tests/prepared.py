"""What every real portal of a test begins with, made once for all test processes and copied from there."""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests import migrated
from tests.processes import build_environment, run_manage

COLLECT = ("collectstatic", "--noinput", "--verbosity", "0")


@dataclass(frozen=True)
class Prepared:
    """Migrated databases with the demo's office in them, and the static files.

    Test processes share ``folder``: the first that needs something makes it, the others wait for that.
    """

    folder: Path

    def collect_static(self) -> Path:
        """The folder that a portal serves; it only reads there."""
        return migrated.make_once(self.folder, "static", lambda made: _manage(*COLLECT, static=made))

    def copy_sqlite(self, target: Path) -> str:
        """A database of one's own in a file that is not there yet; its URL."""
        shutil.copyfile(migrated.make_once(self.folder, "portal.sqlite3", _fill_sqlite), target)
        return f"sqlite:///{target}"

    @contextmanager
    def copy_postgres(self, server_url: str) -> Iterator[str]:
        """A database of one's own on a server, for the length of the block; its URL."""
        template = migrated.make_once(
            self.folder, "postgres", lambda made: made.write_text(self._make_template(server_url))
        ).read_text()
        with self.make_postgres(server_url, template=template) as url:
            yield url

    @contextmanager
    def make_postgres(self, server_url: str, *, template: str = "template1") -> Iterator[str]:
        """The same, but an empty one unless a template is given."""
        name = f"test_{secrets.token_hex(4)}"
        migrated.run_statement(server_url, f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield migrated.url_of(server_url, name)
        finally:
            migrated.run_statement(server_url, f"DROP DATABASE {name} WITH (FORCE)")

    def _make_template(self, server_url: str) -> str:
        """Its name. It stays on the server, which the tests throw away."""
        name = f"template_{secrets.token_hex(4)}"
        migrated.copy_postgres(server_url, name, folder=self.folder)
        _fill(migrated.url_of(server_url, name))
        return name


def _fill_sqlite(file: Path) -> None:
    migrated.copy_sqlite(file)
    _fill(f"sqlite:///{file}")


def _fill(database_url: str) -> None:
    _manage("seed_demo", database_url=database_url)


def _manage(*command: str, database_url: str = "sqlite://:memory:", static: Path = Path("none")) -> None:
    environment = build_environment(url="http://127.0.0.1", static=static, database_url=database_url)
    run_manage(*command, environment=environment)
