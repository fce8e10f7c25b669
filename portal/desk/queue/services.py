"""Who does which row of the queue, and until when one is snoozed.

The work itself is done on the room's page.
"""

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from portal.audit.actors import Actor
from portal.audit.services import record
from portal.desk.models import Hold
from portal.desk.queue.selectors import Entry, find_entry
from portal.desk.work import WORK

ASSIGN = "desk.assign_work"
LONGEST_SLEEP = timedelta(days=90)


class TakenError(Exception):
    """Somebody else has it already: ``owner``."""

    def __init__(self, owner: User) -> None:
        super().__init__(owner.pk)
        self.owner = owner


def take(entry: Entry, *, by: Any) -> Hold:
    """Make it one's own. Raises: TakenError when it is somebody else's."""
    return _change_owner(entry, to=by, by=by, seen=None)


def release(entry: Entry, *, by: Any) -> Hold:
    """Release one's own row, so that anybody can take it. Raises: TakenError."""
    return _change_owner(entry, to=None, by=by, seen=by.pk)


def assign(entry: Entry, *, to: Any, by: Any, seen: int | None) -> Hold:
    """Give it to a colleague; ``seen`` is its owner as shown on the page.

    Raises: TakenError when that changed.
    """
    return _change_owner(entry, to=to, by=by, seen=seen)


@transaction.atomic
def release_all(owner: User, *, by: Any) -> None:
    """Somebody no longer works here: anybody can take what was theirs. What sleeps goes on sleeping."""
    works = {work.kind: work for work in WORK.collect()}
    held = Hold.objects.filter(owner=owner)
    for hold in list(held.filter(kind__in=works)):
        entry = find_entry(works[hold.kind], hold.row_id)
        if entry is not None:
            _change_owner(entry, to=None, by=by, seen=owner.pk)
    held.update(owner=None)  # the rest was done already


@transaction.atomic
def put_to_sleep(entry: Entry, *, until: date, reason: str, by: Any) -> Hold:
    """Hide it until that day, or until something new happens to it."""
    hold = _lock(entry)
    hold.asleep_at, hold.asleep_until, hold.reason = timezone.now(), until, reason[:200]
    hold.asleep_by = by
    hold.save()
    _record("work-asleep", entry, by=by, until=until.isoformat())
    return hold


@transaction.atomic
def wake_up(entry: Entry, *, by: Any) -> Hold:
    """Return it to the queue now; one that is not snoozed is left as it is."""
    hold = _lock(entry)
    if hold.asleep_at is None:
        return hold
    hold.asleep_at = hold.asleep_until = hold.asleep_by = None
    hold.reason = ""
    hold.save()
    _record("work-awake", entry, by=by)
    return hold


@transaction.atomic
def _change_owner(entry: Entry, *, to: Any, by: Any, seen: int | None) -> Hold:
    """``seen``: its permitted current owner, besides the new one."""
    hold = _lock(entry)
    new = None if to is None else to.pk
    if hold.owner_id == new:
        return hold
    if hold.owner is not None and hold.owner_id != seen:
        raise TakenError(hold.owner)
    before, hold.owner = hold.owner_id, to
    hold.save()
    _record("work-owner", entry, by=by, before=before, after=new)
    return hold


def _lock(entry: Entry) -> Hold:
    held = Hold.objects.select_for_update().filter(kind=entry.work.kind, row_id=entry.row_id)
    found = held.first()
    if found is None:
        Hold.objects.get_or_create(kind=entry.work.kind, row_id=entry.row_id)
        found = held.get()
    return found


def _record(act: str, entry: Entry, *, by: Any, **told: Any) -> None:
    details = {"kind": entry.work.kind, "row": entry.row_id, **told}
    record(act, by=Actor.staff(by), file_id=entry.item.file_id, details=details)
