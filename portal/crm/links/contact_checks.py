"""Contact details of a file that staff must check: another system or a person reports a change."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from portal.audit.actors import SYSTEM, Actor
from portal.audit.services import record
from portal.crm.links.models import ContactCheck
from portal.file.models import Told, get_event_life, lock_row
from portal.messages.models import ContactChange, Kind, Message, Thread
from portal.web.retention import delete_rows

MOST_LISTED = 500
OPENED, SETTLED, LATE = "contact-check", "checked-since", "late"


def open_check(told: Told, *, file_id: str, kind: str, now: datetime, again: bool = False) -> str:
    """Open the check of one file, unless a newer report, or a person since then, has settled it.

    ``again``: a person wants it checked again, even if somebody looked. Call it in a transaction. OPENED,
    SETTLED (somebody looked after it had happened) or LATE.
    """
    row = lock_row(ContactCheck, told, file_id=file_id, kind=kind, defaults={"is_open": True})
    if told.is_late(row):
        return LATE
    if _is_settled(row, told.occurred_at) and not again:
        return SETTLED
    values: dict[str, Any] = {**told.fields, "is_open": True, "closed_at": None, "changed_at": now}
    ContactCheck.objects.filter(pk=row.pk).update(**values)
    details = {"event": told.event_id, "kind": str(kind)}
    record("contact-check-opened", by=SYSTEM, file_id=file_id, details=details)
    return OPENED


def open_for_confirmed(change: ContactChange, **_signal: Any) -> None:
    """A person confirmed new contact details: staff check that they reached every system."""
    _open_now(change.office_id, change.file_id, ContactCheck.Kind.REACH)


def open_for_moved(thread: Thread, message: Message, **_signal: Any) -> None:
    """A person says that they moved. No code proves it, so nothing changes before staff have checked."""
    if thread.kind == Kind.MOVED and message.number == 1:
        _open_now(thread.office_id, thread.file_id, ContactCheck.Kind.ADDRESS)


def _open_now(office_id: int, file_id: str, kind: str) -> None:
    now = timezone.now()
    open_check(Told(office_id, now, 0), file_id=file_id, kind=kind, now=now, again=True)


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


def _list_closed() -> QuerySet[ContactCheck]:
    """Closed checks; open ones are kept."""
    return ContactCheck.objects.filter(is_open=False)


RETENTION = delete_rows("contact checks", _list_closed, field="changed_at", get_life=get_event_life)
