"""A person in a file changed: staff check whether contact details and links are still right."""

from typing import Any

from portal.aptic.events.effects.base import Case, Handler
from portal.crm.links.contact_checks import LATE, OPENED, SETTLED, open_check
from portal.crm.links.models import ContactCheck

KINDS = {
    "debtornamechange": ContactCheck.Kind.NAME,
    "debtoraddresschange": ContactCheck.Kind.ADDRESS,
    "debtoridnumberchange": ContactCheck.Kind.ID_NUMBER,
    "debtormerge": ContactCheck.Kind.MERGE,
}


class ContactHandler(Handler):
    """Notes what to check. Never changes a detail or a link by itself: Aptic may be wrong.

    When a person replays the event, it is checked again.
    """

    takes_several = True

    def apply(self, case: Case, found: Any) -> str:
        """Codes: contact-check, checked-since (somebody looked after it had happened), late."""
        del found
        kind, again = KINDS[case.event.name], case.event.replays > 0
        said = [
            open_check(case.told, file_id=file_id, kind=kind, now=case.now, again=again)
            for file_id in case.file_ids
        ]
        return next(code for code in (OPENED, SETTLED, LATE) if code in said)
