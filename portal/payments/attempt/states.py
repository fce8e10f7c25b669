"""The states of a payment attempt: one table, and one function that makes every change.

What the portal itself can know: the attempt exists (created), the payment page is ready (started), the payer
was redirected (at_bank), the browser came back (returned), the office shows the money (seen, booked). A
browser that comes back proves nothing, so ``returned`` is no closer to paid than ``at_bank``. ``lapsed``
means that nobody can pay on that page any more as far as we know; late evidence still moves it to seen or
booked.

Where the portal is the merchant itself, the bank's verified status comes in between (bank_paid, bank_refused,
bank_cancelled, bank_expired, bank_unknown). The first final status wins: one that contradicts it leads to
needs_review. Money for an attempt that was given up is paid_late, or paid_twice when another attempt of the
same amount was paid in the meantime; a wrong amount is amount_differs. An unknown code is bank_unknown and
stays so.
"""

import logging
from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.dispatch import Signal
from django.utils import timezone

from portal.audit.actors import SYSTEM, Actor
from portal.audit.services import record
from portal.payments.attempt.receipt_of_payment import issue_payment_receipt
from portal.payments.models import Attempt, Oddity, State

logger = logging.getLogger(__name__)

payment_moved = Signal()
"""Sent in the transaction of each change: the new ``attempt``, and ``before``, the state it has left."""


class Event(models.TextChoices):
    """What can happen to an attempt."""

    REDIRECT_RECEIVED = "redirect_received"
    START_REFUSED = "start_refused"
    START_LOST = "start_lost"
    HANDED_OVER = "handed_over"
    CAME_BACK = "came_back"
    LAPSE = "lapse"
    BANK_PAID = "bank_paid"
    BANK_REFUSED = "bank_refused"
    BANK_CANCELLED = "bank_cancelled"
    BANK_EXPIRED = "bank_expired"
    BANK_UNKNOWN = "bank_unknown"
    PAY_AGAIN = "pay_again"
    PAY_OTHER_AMOUNT = "pay_other_amount"
    DISAGREE = "disagree"
    REVIEW_PAID = "review_paid"
    REVIEW_UNPAID = "review_unpaid"
    SEE = "see"
    BOOK = "book"


WAITING = (State.CREATED, State.STARTED, State.AT_BANK, State.RETURNED, State.BANK_UNKNOWN)
"""No result is known yet."""

PAID = (State.BANK_PAID, State.PAID_LATE, State.PAID_TWICE)
"""A verified status of the bank says that the money was taken; the office does not show it yet."""

TO_REVIEW = (State.AMOUNT_DIFFERS, State.NEEDS_REVIEW)
"""A person decides."""

TO_DECIDE = (*TO_REVIEW, State.BANK_UNKNOWN)
"""A person may decide; for a payment pending at the bank, only after too long a wait."""

ENDED = (State.BANK_REFUSED, State.BANK_CANCELLED, State.BANK_EXPIRED)
"""The bank says that nothing was paid. Only the bank itself can correct that."""

OPEN = (
    State.STARTED,
    State.AT_BANK,
    State.RETURNED,
    State.LAPSED,
    State.BANK_UNKNOWN,
    *PAID,
    *TO_REVIEW,
    State.SEEN,
)
"""Money may still arrive or be booked, so the office is asked about these."""

FINAL = (State.NOT_STARTED, State.BOOKED)

Table = dict[tuple[State, Event], State]


def _from(sources: Iterable[State], event: Event, target: State) -> Table:
    return {(source, event): target for source in sources}


_GIVEN_UP = (State.LAPSED, State.BANK_EXPIRED, State.UNKNOWN)
_DENIED = (State.BANK_REFUSED, State.BANK_CANCELLED)
_UNPAID = (*WAITING, *_GIVEN_UP, *_DENIED)
_MAY_END = (*WAITING, State.LAPSED)

TABLE: Table = {
    (State.CREATED, Event.REDIRECT_RECEIVED): State.STARTED,
    (State.CREATED, Event.START_REFUSED): State.NOT_STARTED,
    (State.CREATED, Event.START_LOST): State.UNKNOWN,
    (State.STARTED, Event.HANDED_OVER): State.AT_BANK,
    **_from((State.STARTED, State.AT_BANK), Event.CAME_BACK, State.RETURNED),
    **_from((State.STARTED, State.AT_BANK, State.RETURNED), Event.LAPSE, State.LAPSED),
    **_from(WAITING, Event.BANK_PAID, State.BANK_PAID),
    **_from(_GIVEN_UP, Event.BANK_PAID, State.PAID_LATE),
    **_from(_DENIED, Event.BANK_PAID, State.NEEDS_REVIEW),
    **_from(_MAY_END, Event.BANK_REFUSED, State.BANK_REFUSED),
    **_from(_MAY_END, Event.BANK_CANCELLED, State.BANK_CANCELLED),
    **_from(_MAY_END, Event.BANK_EXPIRED, State.BANK_EXPIRED),
    **_from(PAID, Event.BANK_REFUSED, State.NEEDS_REVIEW),
    **_from(PAID, Event.BANK_CANCELLED, State.NEEDS_REVIEW),
    **_from(PAID, Event.BANK_EXPIRED, State.NEEDS_REVIEW),
    **_from(
        (State.CREATED, State.STARTED, State.AT_BANK, State.RETURNED, State.LAPSED),
        Event.BANK_UNKNOWN,
        State.BANK_UNKNOWN,
    ),
    **_from(_UNPAID, Event.PAY_AGAIN, State.PAID_TWICE),
    **_from(_UNPAID, Event.PAY_OTHER_AMOUNT, State.AMOUNT_DIFFERS),
    **_from((*_UNPAID, *PAID), Event.DISAGREE, State.NEEDS_REVIEW),
    **_from(TO_DECIDE, Event.REVIEW_PAID, State.BANK_PAID),
    **_from(TO_DECIDE, Event.REVIEW_UNPAID, State.LAPSED),
    **_from((state for state in OPEN if state != State.SEEN), Event.SEE, State.SEEN),
    **_from(OPEN, Event.BOOK, State.BOOKED),
}
"""Every permitted change.

A pair that is not here changes nothing: an event may come twice, late or out of order. A verified status of
the bank that the table does not accept is a contradiction, which the caller must report (``notices``).
"""

BANK_WORDS = (
    Event.BANK_PAID,
    Event.BANK_REFUSED,
    Event.BANK_CANCELLED,
    Event.BANK_EXPIRED,
    Event.BANK_UNKNOWN,
    Event.PAY_AGAIN,
    Event.PAY_OTHER_AMOUNT,
    Event.DISAGREE,
)
"""Verified events from the bank; a browser never brings one of these."""

_ODDITIES = {
    State.PAID_LATE: Oddity.LATE,
    State.PAID_TWICE: Oddity.TWICE,
    State.AMOUNT_DIFFERS: Oddity.AMOUNT,
    State.NEEDS_REVIEW: Oddity.CONTRADICTION,
}
_STAMPS = {
    Event.REDIRECT_RECEIVED: "started_at",
    Event.CAME_BACK: "returned_at",
    **dict.fromkeys(BANK_WORDS, "bank_at"),
    Event.SEE: "seen_at",
    Event.BOOK: "booked_at",
}
_KEEPS_REDIRECT = (State.STARTED, State.AT_BANK)


@transaction.atomic
def transition(attempt_id: int, event: Event, *, by: Actor = SYSTEM, **fields: Any) -> Attempt:
    """Apply an event to an attempt; the only way in which its state changes.

    Locks the row, changes the state by TABLE, sets the time, stores ``fields``, wipes the redirect to the
    payment page once it must not be used again, records the change in the audit trail, issues the receipt for
    seen or booked money and sends ``payment_moved``: all or nothing. A repeated or late event changes
    nothing. Returns the attempt as it stands now; raises ``Attempt.DoesNotExist``.
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
    attempt.oddity = _ODDITIES.get(target, attempt.oddity)
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
    record(f"payment-{event.value.replace('_', '-')}", by=by, file_id=attempt.file_id, details=details)
    issue_payment_receipt(attempt)
    payment_moved.send(sender=Attempt, attempt=attempt, before=before.value)
    return attempt
