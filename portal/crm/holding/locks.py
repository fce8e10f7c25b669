"""Locks in the system itself: found, made and released as the person who works on the record.

DossierData's page lists calls for locks without saying what they do. A lock names a kind of record, its
number and a user. No call returns one's own user number, so the person enters it once ("My sign-in there").
If the document asks for no user in a new lock, that is not needed: the user is then read back from the lock.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.crm.document.calls import ConnectionNeededError, ask, iterate
from portal.crm.document.catalogue import Catalogue
from portal.crm.document.resources import Resource
from portal.crm.holding.own_numbers import get_own_number, learn_own_number
from portal.integrations.errors import Conflict, IntegrationError
from portal.integrations.openapi import InvalidRequest

logger = logging.getLogger(__name__)

MOST_LOCKS = 500
LONGEST_ID = 18
KIND, RECORD, USER = "lockable_type", "lockable_id", "user_id"


@dataclass(frozen=True, slots=True)
class Lock:
    """A lock as the system shows it. ``user``: its holder's user number there."""

    id: str
    user: str


class LockedError(Exception):
    """Somebody else has the record open in the system. ``user``: the number there, "" when unknown."""

    def __init__(self, user: str) -> None:
        super().__init__(user)
        self.user = user


def find_locks(catalogue: Catalogue) -> Resource | None:
    """The resource of the locks, where the document has one that can be listed."""
    locks = catalogue.resources.get(str(catalogue.system.hints.get("locks", "")))
    return locks if locks is not None and locks.listing is not None else None


def needs_own_number(catalogue: Catalogue) -> bool:
    """Whether a lock can only be made with the person's own number."""
    locks = find_locks(catalogue)
    if locks is None or locks.creating is None:
        return False
    return any(one.name == USER and one.is_required for one in catalogue.get_body_fields(locks.creating))


def lock_record(catalogue: Catalogue, resource: Resource, record_id: str, *, user: Any) -> str:
    """Take the lock of a record. Returns the lock's id when it was made here, else "".

    Raises: LockedError when somebody else has it. If the system is down or wants something else, only the
    lock is missing.
    """
    locks = find_locks(catalogue)
    if locks is None or resource is locks:
        return ""
    try:
        found = find_lock(catalogue, resource, record_id, user=user)
        if found is not None:
            own = get_own_number(user, catalogue.system.key)
            if own and found.user == own:
                return ""  # the person's own, made in the system itself: not ours to release
            raise LockedError(found.user)
        return _make_lock(catalogue, locks, resource, record_id, user=user)
    except Conflict:
        return _refuse_as_late(catalogue, resource, record_id, user=user)
    except (IntegrationError, InvalidRequest) as error:
        logger.info("no lock system=%s error=%s", catalogue.system.key, type(error).__name__)
        return ""


def _refuse_as_late(catalogue: Catalogue, resource: Resource, record_id: str, *, user: Any) -> str:
    """Somebody else was faster. Raises: LockedError."""
    try:
        found = find_lock(catalogue, resource, record_id, user=user)
    except IntegrationError:
        found = None
    raise LockedError(found.user if found else "")


def find_lock(catalogue: Catalogue, resource: Resource, record_id: str, *, user: Any) -> Lock | None:
    """The lock on a record, whoever has it. Raises: the errors of a call."""
    locks = find_locks(catalogue)
    if locks is None or locks.listing is None:
        return None
    for row in iterate(catalogue, locks.listing, user=user, most=MOST_LOCKS):
        if isinstance(row, Mapping) and _is_about(row, resource, record_id):
            return Lock(str(row.get("id") or ""), str(row.get(USER) or ""))
    return None


def _is_about(row: Mapping[str, Any], resource: Resource, record_id: str) -> bool:
    """Whether a lock is on this record: its type is the resource's name, or a class name that ends in it."""
    kind = str(row.get(KIND) or "").replace("/", "\\").rpartition("\\")[2]
    return kind.casefold() == resource.key.casefold() and str(row.get(RECORD)) == record_id


def _make_lock(
    catalogue: Catalogue, locks: Resource, resource: Resource, record_id: str, *, user: Any
) -> str:
    own = get_own_number(user, catalogue.system.key)
    if locks.creating is None or (needs_own_number(catalogue) and not own):
        return ""
    if not record_id.isdecimal() or len(record_id) > LONGEST_ID:
        return ""
    body: dict[str, Any] = {KIND: resource.key, RECORD: int(record_id)}
    if own:
        body[USER] = int(own)
    result = ask(catalogue, locks.creating, user=user, body=body)
    if not own and (made := find_lock(catalogue, resource, record_id, user=user)):
        learn_own_number(user, catalogue.system.key, made.user)
    return result.record_id


def unlock(catalogue: Catalogue, lock_id: str, *, user: Any) -> bool:
    """Release a lock of ours. Returns whether it is gone."""
    locks = find_locks(catalogue)
    if locks is None or locks.deleting is None or not lock_id:
        return True
    try:
        ask(catalogue, locks.deleting, user=user, path={locks.id_name: lock_id})
    except (IntegrationError, InvalidRequest, ConnectionNeededError) as error:
        return getattr(error, "code", "") == "not-found"
    return True
