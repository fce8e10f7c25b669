"""Money moved in a file: payments that people began there are checked again."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from portal.aptic.events.effects.base import Case, Handler, choose_outcome
from portal.aptic.events.models import PaymentLook
from portal.file.models import lock_rows, write_rows
from portal.payments.attempt.states import OPEN
from portal.payments.models import Attempt
from portal.payments.tasks import plan_extra_check

BETWEEN = timedelta(seconds=5)
"""Many payments in one file cause one check per this time; a check calls Tagor every 3 seconds at most."""

LOOKED_AT, LOOK_PLANNED, NO_PAYMENT = "payments-looked-at", "look-planned", "no-payment"


class PaymentsHandler(Handler):
    """Plans a check of each open attempt of the file: never trusts the event, but asks the office."""

    takes_several = True

    def apply_all(self, cases: Sequence[Case], found: Sequence[Any]) -> list[str]:
        """Codes: payments-looked-at, look-planned (a check that is already planned covers it), no-payment."""
        del found
        waiting = _list_waiting({file_id for case in cases for file_id in case.file_ids})
        if not waiting:
            return [NO_PAYMENT] * len(cases)
        long_ago = cases[0].now - BETWEEN
        keys = [(file_id,) for file_id in waiting]
        rows = lock_rows(PaymentLook, keys, of=("file_id",), look_at=long_ago)
        said = [
            [_plan_check(case, rows[one,], waiting[one]) for one in case.file_ids if one in waiting]
            for case in cases
        ]
        write_rows(rows.values())
        return [choose_outcome(codes, LOOKED_AT, LOOK_PLANNED, NO_PAYMENT) for codes in said]


def _plan_check(case: Case, row: PaymentLook, waiting: list[int]) -> str:
    """Plan the check; the row is not written here."""
    if row.look_at > case.now:
        return LOOK_PLANNED
    row.look_at = max(case.now, row.look_at + BETWEEN)
    case.source.set_on(row)
    for attempt_id in waiting:
        plan_extra_check(attempt_id, row.look_at)
    return LOOKED_AT


def _list_waiting(file_ids: set[str]) -> dict[str, list[int]]:
    """The open attempts, by file."""
    found: dict[str, list[int]] = {}
    attempts = Attempt.objects.filter(file_id__in=file_ids, state__in=OPEN)
    for file_id, attempt_id in attempts.values_list("file_id", "pk"):
        found.setdefault(file_id, []).append(attempt_id)
    return found
