"""A person in a file changed: somebody at the office looks whether contact details and links still fit."""

from datetime import datetime
from typing import Any

from portal.aptic.events.effects.base import LATE, Case, Handler, lock_row
from portal.aptic.events.models import ContactCheck
from portal.audit.actors import SYSTEM
from portal.audit.services import record

KINDS = {
    "debtornamechange": ContactCheck.Kind.NAME,
    "debtoraddresschange": ContactCheck.Kind.ADDRESS,
    "debtoridnumberchange": ContactCheck.Kind.ID_NUMBER,
    "debtormerge": ContactCheck.Kind.MERGE,
}


class ContactHandler(Handler):
    """Notes what to check. Never changes a detail or a link by itself: Aptic may be wrong."""

    takes_several = True

    def apply(self, case: Case, found: Any) -> str:
        """Codes: contact-check, checked-since (somebody looked after it had happened), late."""
        del found
        said = [note_contact_change(case, file_id) for file_id in case.file_ids]
        return next(code for code in ("contact-check", "checked-since", LATE) if code in said)


def note_contact_change(case: Case, file_id: str) -> str:
    """Open the check of one file, unless a newer event, or a person after it, has settled that. A code.

    A person who has the event acted on again wants it checked again.
    """
    kind = KINDS[case.event.name]
    row = lock_row(ContactCheck, case, file_id=file_id, kind=kind, defaults={"is_open": True})
    if case.is_late(row):
        return LATE
    if _is_settled(row, case.event.occurred_at) and not case.event.replays:
        return "checked-since"
    values: dict[str, Any] = {**case.word, "is_open": True, "closed_at": None, "changed_at": case.now}
    ContactCheck.objects.filter(pk=row.pk).update(**values)
    details = {"event": case.event.pk, "kind": kind.value}
    record("contact-check-opened", by=SYSTEM, file_id=file_id, details=details)
    return "contact-check"


def _is_settled(row: ContactCheck, occurred_at: datetime) -> bool:
    """Whether a person looked after it had happened: what they saw had it in already."""
    return row.closed_at is not None and row.closed_at >= occurred_at
