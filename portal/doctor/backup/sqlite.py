"""SQLite: its own backup, via memory, so that nothing is on the disk unencrypted."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from io import BytesIO
from typing import BinaryIO

from django.db import connection

# Bytes 18 and 19 of the file: with 2 it wants a log beside it, which a database in memory cannot have.
# Source: sqlite.org, database file format, file format version numbers.
_VERSIONS, _NO_LOG_BESIDE = slice(18, 20), b"\x01\x01"


@contextmanager
def dump() -> Iterator[BinaryIO]:
    """The database as of one moment."""
    connection.ensure_connection()
    with closing(sqlite3.connect(":memory:")) as copy:
        connection.connection.backup(copy)
        dumped = bytearray(copy.serialize())
        dumped[_VERSIONS] = _NO_LOG_BESIDE
        yield BytesIO(dumped)


@contextmanager
def load() -> Iterator[BinaryIO]:
    """Load a dump; the database changes once it is complete. Raises: RuntimeError for an invalid one."""
    plain = BytesIO()
    yield plain
    connection.ensure_connection()
    with closing(sqlite3.connect(":memory:")) as copy:
        try:
            copy.deserialize(plain.getvalue())
            copy.backup(connection.connection)
        except sqlite3.Error as error:
            raise RuntimeError(f"no database of SQLite: {type(error).__name__}") from None
