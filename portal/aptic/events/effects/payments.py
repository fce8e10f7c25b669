"""Money moved in a file: payments that people began there are checked again."""

from datetime import timedelta
from typing import Any

from portal.aptic.events.effects.base import Case, Handler
from portal.aptic.events.models import PaymentLook
from portal.file.models import lock_row
from portal.payments.attempt.states import OPEN
from portal.payments.models import Attempt
from portal.payments.tasks import look_once

BETWEEN = timedelta(seconds=5)
"""Many payments in one file cause one check per this time; a check calls Tagor every 3 seconds at most."""


class PaymentsHandler(Handler):
    """Plans a check of each open attempt of the file: never trusts the event, but asks the office."""

    takes_several = True

    def apply(self, case: Case, found: Any) -> str:
        """Codes: payments-looked-at, look-planned (a check that is already planned covers it), no-payment."""
        del found
        said = [self._look(case, file_id) for file_id in case.file_ids]
        return next((code for code in ("payments-looked-at", "look-planned") if code in said), "no-payment")

    def _look(self, case: Case, file_id: str) -> str:
        waiting = Attempt.objects.filter(file_id=file_id, state__in=OPEN).values_list("pk", flat=True)
        if not waiting:
            return "no-payment"
        long_ago = case.now - BETWEEN
        row = lock_row(PaymentLook, case.told, file_id=file_id, defaults={"look_at": long_ago})
        if row.look_at > case.now:
            return "look-planned"
        look_at = max(case.now, row.look_at + BETWEEN)
        for attempt_id in waiting:
            look_once(attempt_id, look_at)
        PaymentLook.objects.filter(pk=row.pk).update(look_at=look_at, **case.told.fields)
        return "payments-looked-at"
