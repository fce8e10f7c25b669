"""Contact details of a file that staff must check: another system or a person reports a change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.audit.actors import SYSTEM, Actor
from portal.audit.record_together import record_soon
from portal.audit.services import record
from portal.crm.links.models import ContactCheck
from portal.file.models import ReportSource, lock_rows, write_rows
from portal.messages.models import ContactChange, Kind, Message, Thread

MOST_LISTED = 500
OPENED, SETTLED, LATE = "contact-check", "checked-since", "late"


@dataclass(frozen=True, slots=True)
class Change:
    """A report that contact details of a file changed.

    ``again``: a person wants them checked again, even if somebody looked.
    """

    source: ReportSource
    file_id: str
    kind: str
    again: bool = False


def open_checks(changes: Sequence[Change]) -> list[str]:
    """Open the check for each change, unless a newer report, or a person since then, has settled it.

    Call it in a transaction. For each: OPENED, SETTLED (somebody looked after it had happened) or LATE.
    """
    keys = [(one.file_id, str(one.kind)) for one in changes]
    rows = lock_rows(ContactCheck, keys, of=("file_id", "kind"), is_open=True)
    said = [_open(rows[key], one) for key, one in zip(keys, changes, strict=True)]
    opened = [at for at, code in enumerate(said) if code == OPENED]
    write_rows(rows[keys[at]] for at in opened)
    for at in opened:
        details = {"event": changes[at].source.event_id, "kind": keys[at][1]}
        record_soon("contact-check-opened", by=SYSTEM, file_id=changes[at].file_id, details=details)
    return said


def _open(row: ContactCheck, change: Change) -> str:
    """Change the row, which is not written here."""
    if change.source.is_late(row):
        return LATE
    if _is_settled(row, change.source.occurred_at) and not change.again:
        return SETTLED
    change.source.set_on(row)
    row.is_open, row.closed_at = True, None
    return OPENED


def open_for_confirmed(change: ContactChange, **_signal: Any) -> None:
    """A person confirmed new contact details: staff check that they reached every system."""
    _open_now(change.office_id, change.file_id, ContactCheck.Kind.REACH)


def open_for_moved(thread: Thread, message: Message, **_signal: Any) -> None:
    """A person says that they moved. No code proves it, so nothing changes before staff have checked."""
    if thread.kind == Kind.MOVED and message.number == 1:
        _open_now(thread.office_id, thread.file_id, ContactCheck.Kind.ADDRESS)


def _open_now(office_id: int, file_id: str, kind: str) -> None:
    open_checks([Change(ReportSource(office_id, timezone.now(), 0), file_id, kind, again=True)])


@transaction.atomic
def close_check(check: ContactCheck, *, by: Actor) -> bool:
    """Staff have checked the contact details. False when somebody else was first."""
    now = timezone.now()
    mine = ContactCheck.objects.filter(pk=check.pk, is_open=True, event_id=check.event_id)
    if not mine.update(is_open=False, closed_at=now, changed_at=now):
        return False
    record("contact-check-closed", by=by, file_id=check.file_id, details={"kind": check.kind})
    return True


def list_open_checks(file_id: str = "") -> list[ContactCheck]:
    """Contact details to check, oldest first; of one file, or of all."""
    found = ContactCheck.objects.filter(is_open=True)
    found = found.filter(file_id=file_id) if file_id else found
    return list(found.order_by("occurred_at", "pk")[:MOST_LISTED])


def list_checks_of(event_id: int) -> list[ContactCheck]:
    """The checks, open or closed, that an event asked for last."""
    return list(ContactCheck.objects.filter(event_id=event_id).order_by("pk")[:MOST_LISTED])


def count_open_checks() -> int:
    """How many contact details are to be checked."""
    return ContactCheck.objects.filter(is_open=True).count()


def find_check(check_id: int, *, is_open: bool) -> ContactCheck | None:
    """A check that is still open, or one that is closed."""
    return ContactCheck.objects.filter(pk=check_id, is_open=is_open).first()


def _is_settled(row: ContactCheck, occurred_at: datetime) -> bool:
    """Whether a person looked after it had happened: they saw the change already."""
    return row.closed_at is not None and row.closed_at >= occurred_at
