"""A person in a file changed: staff check whether contact details and links are still right."""

from collections.abc import Sequence
from typing import Any

from portal.aptic.events.effects.base import Case, Handler, choose_outcome
from portal.crm.links.contact_checks import LATE, OPENED, SETTLED, Change, open_checks
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

    def apply_all(self, cases: Sequence[Case], found: Sequence[Any]) -> list[str]:
        """Codes: contact-check, checked-since (somebody looked after it had happened), late."""
        del found
        changes = [
            Change(case.source, file_id, KINDS[case.event.name], again=case.event.replays > 0)
            for case in cases
            for file_id in case.file_ids
        ]
        said = iter(open_checks(changes))
        return [
            choose_outcome([next(said) for _file_id in case.file_ids], OPENED, SETTLED, LATE)
            for case in cases
        ]
