"""The states of a payment attempt: one table, and one door through which every change goes.

What the portal itself can know: it began (created), the payment page is ready (started), the payer was sent
on (at_bank), the browser came back (returned), the office shows the money (seen, booked). A browser that
comes back proves nothing, so ``returned`` is not nearer to paid than ``at_bank``. ``lapsed`` means that
nobody can pay on that page any more as far as we know; late evidence still moves it to seen or booked.
"""

import logging
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from portal.audit.services import record
from portal.payments.models import Attempt, State

logger = logging.getLogger(__name__)


class Event(models.TextChoices):
    """What can happen to an attempt."""

    REDIRECT_RECEIVED = "redirect_received"
    START_REFUSED = "start_refused"
    START_LOST = "start_lost"
    HANDED_OVER = "handed_over"
    CAME_BACK = "came_back"
    LAPSE = "lapse"
    SEE = "see"
    BOOK = "book"


OPEN = (State.STARTED, State.AT_BANK, State.RETURNED, State.LAPSED, State.SEEN)
"""Money may still arrive, or be booked: the office is asked about these."""

FINAL = (State.NOT_STARTED, State.UNKNOWN, State.BOOKED)

TABLE: dict[tuple[State, Event], State] = {
    (State.CREATED, Event.REDIRECT_RECEIVED): State.STARTED,
    (State.CREATED, Event.START_REFUSED): State.NOT_STARTED,
    (State.CREATED, Event.START_LOST): State.UNKNOWN,
    (State.STARTED, Event.HANDED_OVER): State.AT_BANK,
    (State.STARTED, Event.CAME_BACK): State.RETURNED,
    (State.AT_BANK, Event.CAME_BACK): State.RETURNED,
    (State.STARTED, Event.LAPSE): State.LAPSED,
    (State.AT_BANK, Event.LAPSE): State.LAPSED,
    (State.RETURNED, Event.LAPSE): State.LAPSED,
    (State.STARTED, Event.SEE): State.SEEN,
    (State.AT_BANK, Event.SEE): State.SEEN,
    (State.RETURNED, Event.SEE): State.SEEN,
    (State.LAPSED, Event.SEE): State.SEEN,
    (State.STARTED, Event.BOOK): State.BOOKED,
    (State.AT_BANK, Event.BOOK): State.BOOKED,
    (State.RETURNED, Event.BOOK): State.BOOKED,
    (State.LAPSED, Event.BOOK): State.BOOKED,
    (State.SEEN, Event.BOOK): State.BOOKED,
}
"""Every move there is.

A pair that is not here changes nothing: an event may come twice, late or out of order.
"""

_STAMPS = {
    Event.REDIRECT_RECEIVED: "started_at",
    Event.CAME_BACK: "returned_at",
    Event.SEE: "seen_at",
    Event.BOOK: "booked_at",
}
_KEEPS_REDIRECT = (State.STARTED, State.AT_BANK)


@transaction.atomic
def transition(attempt_id: int, event: Event, *, actor: str = "system", **fields: Any) -> Attempt:
    """Tell an attempt what happened; the only way its state ever changes.

    Locks the row, moves it as TABLE says, stamps the moment, stores ``fields`` with the move, wipes the way
    to the payment page once it must not be used again, and records the move in the audit trail, all or
    nothing. Told twice, or too late, it changes nothing. Returns the attempt as it stands now; raises
    ``Attempt.DoesNotExist``.
    """
    attempt = Attempt.objects.select_for_update().get(pk=attempt_id)
    before = State(attempt.state)
    target = TABLE.get((before, event))
    if target is None:
        logger.info("payment attempt %s: %s changes nothing in %s", attempt_id, event, before)
        return attempt
    for name, value in fields.items():
        setattr(attempt, name, value)
    attempt.state = target
    stamp = _STAMPS.get(event)
    if stamp:
        setattr(attempt, stamp, timezone.now())
    if target not in _KEEPS_REDIRECT:
        attempt.sealed_redirect = ""
    attempt.save()
    details = {
        "attempt": attempt.pk,
        "amount_cents": attempt.amount_cents,
        "from": before.value,
        "to": target.value,
    }
    record(f"payment-{event.value.replace('_', '-')}", actor=actor, file_id=attempt.file_id, details=details)
    return attempt
