"""Locks: somebody has a record open. Only its holder may change the record or release the lock.

The page shows no conflict. ASSUMED: 409 with the list of errors, and that a caller's own lock is returned
again. ``lockable_type`` is a resource's name, alone or as the last part of a class name.
"""

from typing import Any

from portal.sandbox.crm.records import Row
from portal.sandbox.crm.system import Ask, Refusal
from portal.sandbox.dossierdata.tokens import find_user


def find_lock(ask: Ask, resource: str, record_id: object) -> Row | None:
    """The lock on a record, whoever holds it."""
    wanted = (resource.casefold(), str(record_id))
    return next((row for row in ask.records.rows("lock") if _what(row) == wanted), None)


def check_lock(ask: Ask, resource: str, record_id: object) -> None:
    """Raises Refusal when somebody else has the record open, or holds the lock itself."""
    lock = ask.records.get("lock", record_id) if resource == "lock" else find_lock(ask, resource, record_id)
    if lock and str(lock["user_id"]) != ask.caller.user_id:
        raise _conflict(lock)


def before(ask: Ask, row: Row, old: Row | None) -> Row:
    """Refuses a second lock on the same record."""
    there = find_lock(ask, *_what(row))
    if there and there["id"] != (old or {}).get("id"):
        raise _conflict(there)
    return row


def take(ask: Ask) -> Row | None:
    """The lock that the caller asks for, if the caller holds it already."""
    there = find_lock(ask, *_what(ask.body))
    return there if there and str(there["user_id"]) == str(ask.body["user_id"]) else None


def _conflict(lock: Row) -> Refusal:
    holder = find_user(lock["user_id"])
    who = holder.name if holder else f"user {lock['user_id']}"
    return Refusal(409, "conflict", f"Locked by {who} (user_id {lock['user_id']})")


def _what(row: dict[str, Any]) -> tuple[str, str]:
    name = str(row["lockable_type"]).replace("/", "\\").rpartition("\\")[2]
    return name.casefold(), f"{row['lockable_id']:g}" if isinstance(row["lockable_id"], float) else str(
        row["lockable_id"]
    )
