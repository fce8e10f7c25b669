"""Databases with every table and no row: migrated once for each state of the migrations, then copied.

Django migrates a copy again, which finds nothing to do. SQLite's file is kept from run to run.
"""

import fcntl
import hashlib
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from tests.processes import ROOT, build_environment, run_manage

KEPT = ROOT / "var" / "tests"


def copy_sqlite(target: Path) -> None:
    """A database of one's own in a file."""
    KEPT.mkdir(parents=True, exist_ok=True)
    name = f"migrated-{_read_fingerprint()}.sqlite3"
    shutil.copyfile(make_once(KEPT, name, lambda made: _migrate(f"sqlite:///{made}")), target)


def copy_postgres(server_url: str, name: str, *, folder: Path) -> None:
    """A database of one's own on a server, in the place of one of that name.

    ``folder`` is shared by the test processes of this run.
    """
    template = make_once(folder, "migrated", lambda made: made.write_text(_make_template(server_url)))
    run_statement(server_url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    run_statement(server_url, f"CREATE DATABASE {name} TEMPLATE {template.read_text()}")


def make_once(folder: Path, name: str, make: Callable[[Path], object]) -> Path:
    """A file or folder that one test process makes while the others wait for it."""
    done = folder / name
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            begun = folder / f"{name}.begun"
            begun.unlink(missing_ok=True)
            make(begun)
            begun.rename(done)
    return done


def run_statement(server_url: str, statement: str) -> None:
    with psycopg.connect(server_url, autocommit=True) as database:
        database.execute(statement.encode())


def url_of(server_url: str, name: str) -> str:
    """The address of another database on the same server."""
    return urlsplit(server_url)._replace(path=f"/{name}").geturl()


def _make_template(server_url: str) -> str:
    """Its name. It stays on the server, which the tests throw away."""
    name = f"template_{secrets.token_hex(4)}"
    run_statement(server_url, f"CREATE DATABASE {name}")
    _migrate(url_of(server_url, name))
    return name


def _migrate(database_url: str) -> None:
    environment = build_environment(url="http://127.0.0.1", static=Path("none"), database_url=database_url)
    run_manage("migrate", "--verbosity", "0", environment=environment)


def _read_fingerprint() -> str:
    """Of all that makes the tables."""
    files = sorted(ROOT.glob("portal/**/migrations/*.py"))
    digest = hashlib.sha256()
    for file in (*files, ROOT / "portal" / "settings.py", ROOT / "uv.lock"):
        digest.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return digest.hexdigest()[:16]
