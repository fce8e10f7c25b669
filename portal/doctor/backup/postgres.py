"""PostgreSQL: pg_dump in its custom format, and pg_restore."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO

from django.db import connection

_NAMES = {
    "HOST": "PGHOST",
    "PORT": "PGPORT",
    "USER": "PGUSER",
    "PASSWORD": "PGPASSWORD",
    "NAME": "PGDATABASE",
}
_OPTIONS = {"sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "host": "PGHOST"}


@contextmanager
def dump() -> Iterator[IO[bytes]]:
    """Stream the dump, consistent as of its start. Raises: RuntimeError when pg_dump fails."""
    process = _start("pg_dump", ["--format=custom", "--no-owner", "--no-acl"], out=subprocess.PIPE)
    if process.stdout is None:
        raise RuntimeError("pg_dump cannot be read")
    with process.stdout as plain:
        yield plain
    _end(process, "pg_dump")


@contextmanager
def load() -> Iterator[IO[bytes]]:
    """Load a dump, completely or not at all. Raises: RuntimeError when pg_restore fails."""
    database = str(connection.settings_dict["NAME"])
    options = ["--no-owner", "--no-acl", "--exit-on-error", "--single-transaction", "--dbname", database]
    process = _start("pg_restore", options, into=subprocess.PIPE)
    if process.stdin is None:
        raise RuntimeError("pg_restore cannot be written to")
    try:
        with process.stdin as plain:
            yield plain
    except BrokenPipeError:
        pass  # the reason it stopped reading is in its exit
    except BaseException:
        process.kill()
        process.wait()
        raise
    _end(process, "pg_restore")


def _start(
    name: str, options: Sequence[str], *, out: int | None = None, into: int | None = None
) -> "subprocess.Popen[bytes]":
    """Start the tool.

    Its environment holds the database's data: a password on the command line could be seen.
    """
    tool = shutil.which(name)
    if tool is None:
        raise RuntimeError(f"{name} is not installed: it comes with PostgreSQL's client")
    return subprocess.Popen(  # noqa: S603 - our own words and the settings
        [tool, *options],
        stdin=into or subprocess.DEVNULL,
        stdout=out or subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=_make_environment(),
    )


def _make_environment() -> dict[str, str]:
    told = connection.settings_dict
    named = {_NAMES[name]: str(told[name]) for name in _NAMES if told.get(name)}
    options = told.get("OPTIONS") or {}
    extra = {_OPTIONS[name]: str(options[name]) for name in _OPTIONS if options.get(name)}
    return {"PATH": os.defpath, **named, **extra}


def _end(process: "subprocess.Popen[bytes]", name: str) -> None:
    """Wait for it. Its output may hold a row, so only its failure is reported, with the kind of error."""
    words = process.stderr.read().decode(errors="replace") if process.stderr else ""
    if process.wait() != 0:
        first = next((line for line in words.splitlines() if "error" in line.lower()), "")
        raise RuntimeError(f"{name} failed: {first[:200]}")
