"""The base of every record, and the one sqlite file that keeps them as JSON, written as they change."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel


class Record(BaseModel):
    """A record that is validated again whenever a field changes."""

    model_config = {"validate_assignment": True}


R = TypeVar("R", bound=Record)


class Store:
    """Records by kind and key. The office reads everything once, at the start, and then only writes."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        # A practice office may lose its last second in a power cut, but it must not be slow.
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=OFF")
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS record (kind TEXT, key TEXT, body TEXT, PRIMARY KEY (kind, key))"
        )

    @property
    def changes(self) -> int:
        """How many records were written or removed since the start."""
        return self._db.total_changes

    def put(self, kind: str, key: str, body: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO record VALUES (?, ?, ?)", (kind, key, body))

    def put_many(self, kind: str, bodies: dict[str, str]) -> None:
        with self._db:
            self._db.execute("BEGIN")
            self._db.executemany(
                "INSERT OR REPLACE INTO record VALUES (?, ?, ?)", [(kind, k, b) for k, b in bodies.items()]
            )

    def remove(self, kind: str, key: str) -> None:
        self._db.execute("DELETE FROM record WHERE kind = ? AND key = ?", (kind, key))

    def get(self, kind: str, key: str) -> str:
        """One record; "" when there is none."""
        found = self._db.execute("SELECT body FROM record WHERE kind = ? AND key = ?", (kind, key)).fetchone()
        return found[0] if found else ""

    def read(self, kind: str) -> dict[str, str]:
        """All records of a kind, in the order they were first written."""
        rows = self._db.execute("SELECT key, body FROM record WHERE kind = ? ORDER BY rowid", (kind,))
        return dict(rows.fetchall())

    def clear(self) -> None:
        self._db.execute("DELETE FROM record")

    def close(self) -> None:
        self._db.close()


class Shelf(dict[str, R]):
    """All records of one kind by ``key``, a field of theirs, oldest first; stored as soon as one is kept."""

    def __init__(self, store: Store, kind: str, model: type[R], key: str) -> None:
        super().__init__()
        self._store, self._kind, self._model, self._key = store, kind, model, key

    def load(self) -> None:
        """What the store holds, and nothing else."""
        self.clear()
        bodies = self._store.read(self._kind)
        self.update({key: self._model.model_validate_json(body) for key, body in bodies.items()})

    def fill(self, records: Iterable[R]) -> None:
        """These records instead of those that were there; the caller clears the store."""
        self.clear()
        self.add(records)

    def add(self, records: Iterable[R]) -> None:
        new = {str(getattr(record, self._key)): record for record in records}
        self.update(new)
        self._store.put_many(self._kind, {key: one.model_dump_json() for key, one in new.items()})

    def save(self, record: R) -> None:
        key = str(getattr(record, self._key))
        self[key] = record
        self._store.put(self._kind, key, record.model_dump_json())

    def drop(self, key: str) -> None:
        """Raises KeyError when there is none."""
        del self[key]
        self._store.remove(self._kind, key)
