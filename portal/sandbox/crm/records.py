"""Records by resource: the seeds of a day, and what changed since.

Only changes are kept in the store, so a reset is as quick as forgetting them, and a restart makes the same
seeds again. A seed function must give the same rows for the same day.
"""

import copy
import json
import secrets
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from portal.sandbox.store import Store

Row = dict[str, Any]
Seed = Callable[[date], Mapping[str, list[Row]]]


class Records:
    """All records of one system. ``load`` or ``reset`` comes first.

    A resource beginning with ``_`` is not the system's but ours: tokens, switches.
    """

    def __init__(self, store: Store, system: str, seed: Seed) -> None:
        self._store = store
        self._kind = f"crm:{system}"
        self._system = system
        self._seed = seed
        self._made: dict[date, dict[str, dict[str, Row]]] = {}
        self._day = date.min
        self._changed: dict[str, dict[str, Row | None]] = {}
        self._whole: dict[str, dict[str, Row]] = {}

    def load(self, today: date) -> None:
        """From the store; a store that does not know this system yet starts at its seeds of ``today``."""
        day = self._store.read("crm").get(self._system)
        if day is None:
            self.reset(today)
            return
        self._day = date.fromisoformat(day)
        self._changed, self._whole = {}, {}
        for key, body in self._store.read(self._kind).items():
            resource, _colon, record_id = key.partition(":")
            self._changed.setdefault(resource, {})[record_id] = json.loads(body)

    def reset(self, today: date) -> None:
        """Forgets every change; the caller clears the store."""
        self._day = today
        self._changed, self._whole = {}, {}
        self._store.put("crm", self._system, today.isoformat())

    @property
    def _base(self) -> dict[str, dict[str, Row]]:
        if self._day not in self._made:
            rows = self._seed(self._day)
            self._made = {
                self._day: {name: {str(row["id"]): row for row in many} for name, many in rows.items()}
            }
        return self._made[self._day]

    # Reading -----------------------------------------------------------------------------------------

    def resources(self) -> list[str]:
        names = {*self._base, *self._changed}
        return sorted(name for name in names if not name.startswith("_"))

    def rows(self, resource: str) -> list[Row]:
        """All rows, oldest first. They are shared: do not change them."""
        return list(self._table(resource).values())

    def get(self, resource: str, record_id: object) -> Row | None:
        """A copy that may be changed and given to ``put``."""
        found = self._table(resource).get(str(record_id))
        return copy.deepcopy(found) if found is not None else None

    def _table(self, resource: str) -> dict[str, Row]:
        if resource not in self._whole:
            both = {**self._base.get(resource, {}), **self._changed.get(resource, {})}
            self._whole[resource] = {key: row for key, row in both.items() if row is not None}
        return self._whole[resource]

    # Writing -----------------------------------------------------------------------------------------

    def add(self, resource: str, row: Row) -> Row:
        """Stores a new record under the next number; the number of a deleted one is never used again."""
        used = (*self._base.get(resource, {}), *self._changed.get(resource, {}))
        new = {**row, "id": max((int(key) for key in used), default=0) + 1}
        self.put(resource, new["id"], new)
        return new

    def put(self, resource: str, record_id: object, row: Row) -> None:
        self._change(resource, str(record_id), row)

    def remove(self, resource: str, record_id: object) -> bool:
        """Deletes a record. Returns whether there was one."""
        if str(record_id) not in self._table(resource):
            return False
        self._change(resource, str(record_id), None)
        return True

    def _change(self, resource: str, record_id: str, row: Row | None) -> None:
        self._changed.setdefault(resource, {})[record_id] = row
        whole = self._table(resource)
        if row is None:
            whole.pop(record_id, None)
        else:
            whole[record_id] = row
        self._store.put(self._kind, f"{resource}:{record_id}", json.dumps(row, ensure_ascii=False))

    # Tokens and switches -----------------------------------------------------------------------------

    def issue_token(self, kind: str, expires_at: datetime, **more: str) -> str:
        """A new token, kept with what it stands for."""
        token = secrets.token_urlsafe(30)
        self.put(kind, token, {"token": token, "expires_at": expires_at.isoformat(), **more})
        return token

    def find_token(self, kind: str, token: str, now: datetime) -> Row | None:
        """A token that has not expired, with what it stands for."""
        found = self.get(kind, token)
        return found if found and datetime.fromisoformat(found["expires_at"]) > now else None

    def is_on(self, switch: str) -> bool:
        """A choice of how the practice system behaves; off until somebody sets it."""
        return bool((self.get("_switch", switch) or {}).get("on"))

    def set_switch(self, switch: str, *, on: bool) -> None:
        self.put("_switch", switch, {"on": on})
