"""Statuses from payment services: stored first, then applied, each message once.

A status is verified before it comes here. It may still be late, repeated, out of order, about another amount,
or contradict an earlier one: the table of ``states`` decides, and a person looks at what it does not accept.
The provider defines what a code means.
"""

import logging
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.payments.attempt.states import ENDED, PAID, Event, transition
from portal.payments.models import Attempt, Notice, Oddity, State
from portal.payments.providers import ONLINE
from portal.payments.providers.protocol import Online, PaymentStatus
from portal.payments.settling import bookings
from portal.payments.settling.reversals import note_oddity, note_reversals

logger = logging.getLogger(__name__)

EUROS = ("978", "EUR")
_SETTLED = (*PAID, State.SEEN, State.BOOKED)


def receive(status: PaymentStatus, source: Notice.Source, *, attempt: Attempt | None = None) -> Notice:
    """Store a verified status, then apply it. A repeated message, even a concurrent one, has one effect.

    ``attempt``: its attempt, if known by the service's own id; else it is found by the reference.
    """
    notice = _store_notice(status, source, attempt)
    act_on(notice.pk)
    return notice


def act_on_waiting() -> int:
    """Apply stored statuses that were not applied because a process died. Returns how many."""
    waiting = list(Notice.objects.filter(handled_at=None).values_list("pk", flat=True))
    for pk in waiting:
        act_on(pk)
    return len(waiting)


def _store_notice(status: PaymentStatus, source: Notice.Source, attempt: Attempt | None) -> Notice:
    if attempt is None:
        found = Attempt.objects.filter(reference=status.reference, provider=status.provider)
        attempt = found.first()
    notice, is_new = Notice.objects.get_or_create(
        fingerprint=status.fingerprint,
        defaults={
            "attempt": attempt,
            "source": source,
            "provider": status.provider,
            "reference": status.reference,
            "code": status.code[:10],
            "status": status.status[:30],
            "amount_cents": status.amount_cents,
            "currency": status.currency[:3],
            "refunded_cents": status.refunded_cents,
            "charged_back_cents": status.charged_back_cents,
            "is_about_order": status.is_about_order,
        },
    )
    if is_new and attempt is None:
        logger.error("ALERT a sealed word of the bank, code %s, is about no payment of ours", status.code)
    if attempt is not None and status.payment_id and not attempt.payment_id:
        Attempt.objects.filter(pk=attempt.pk, payment_id="").update(payment_id=status.payment_id[:80])
    return notice


@transaction.atomic
def act_on(notice_id: int) -> None:
    """Apply a status to its attempt, once; its report to the office is planned in the same transaction."""
    notice = Notice.objects.select_for_update().get(pk=notice_id)
    if notice.handled_at is not None:
        return
    if notice.attempt_id is None:
        notice.outcome = "no attempt"
    else:
        attempt = Attempt.objects.select_for_update().get(pk=notice.attempt_id)
        notice.outcome = _apply(attempt, notice)
    notice.handled_at = timezone.now()
    notice.save(update_fields=["outcome", "handled_at"])


def _apply(attempt: Attempt, notice: Notice) -> str:
    before = State(attempt.state)
    event = decide(attempt, notice)
    fields: dict[str, Any] = {"bank_code": notice.code}
    if notice.amount_cents is not None and _read_event(notice) == Event.BANK_PAID:
        fields["received_cents"] = notice.amount_cents
    elif _sum_went_back(notice) and attempt.received_cents is None:
        # What went back was paid before.
        fields["received_cents"] = notice.amount_cents or _sum_went_back(notice)
    after = transition(attempt.pk, event, **fields)
    _alert(attempt, notice, event)
    went_back = note_reversals(
        after, refunded_cents=notice.refunded_cents, charged_back_cents=notice.charged_back_cents
    )
    if State(after.state) != before:
        if after.state in PAID:
            bookings.plan_booking(after)
    elif not went_back and _contradicts(before, event):
        note_oddity(attempt, Oddity.CONTRADICTION)
    if event == Event.BANK_UNKNOWN and not _get_provider(notice).is_known_to_wait(notice):
        note_oddity(attempt, Oddity.UNKNOWN_CODE)
    return after.state


def decide(attempt: Attempt, notice: Notice) -> Event:
    """The event that a status means for an attempt."""
    event = _read_event(notice)
    fits = notice.is_about_order and notice.currency in _allowed_currencies(event)
    if not fits:
        return Event.DISAGREE
    if notice.amount_cents not in (None, attempt.amount_cents):
        return Event.PAY_OTHER_AMOUNT if event == Event.BANK_PAID else Event.DISAGREE
    if event == Event.BANK_PAID and notice.amount_cents is None:
        return Event.DISAGREE  # paid, but is it the right amount?
    if _sum_went_back(notice):
        return Event.DISAGREE
    if event == Event.BANK_PAID and _has_paid_twin(attempt):
        return Event.PAY_AGAIN
    return event


def _sum_went_back(notice: Notice) -> int:
    """The cents that the status says went back to the payer."""
    return notice.refunded_cents + notice.charged_back_cents


def _get_provider(notice: Notice) -> Online:
    return ONLINE[notice.provider]


def _read_event(notice: Notice) -> Event:
    return _get_provider(notice).read_event(notice)


def _allowed_currencies(event: Event) -> Iterable[str]:
    """A cancelled or expired payment may name no currency; one that was paid must."""
    return EUROS if event == Event.BANK_PAID else (*EUROS, "")


def _has_paid_twin(attempt: Attempt) -> bool:
    """Whether another payment of the amount was paid while this one was still possible."""
    same = Attempt.objects.filter(file_id=attempt.file_id, amount_cents=attempt.amount_cents)
    paid = same.filter(state__in=_SETTLED, bank_at__gt=attempt.created_at)
    return paid.exclude(pk=attempt.pk).exists()


def _contradicts(state: State, event: Event) -> bool:
    """Whether a status that changed nothing contradicts what we hold to be true."""
    says_paid = event in {Event.BANK_PAID, Event.PAY_AGAIN, Event.PAY_OTHER_AMOUNT}
    denies = event in {Event.BANK_REFUSED, Event.BANK_CANCELLED, Event.BANK_EXPIRED, Event.DISAGREE}
    if state in _SETTLED:
        return denies or event == Event.PAY_OTHER_AMOUNT
    return says_paid and state in {*ENDED, State.NOT_STARTED}


def _alert(attempt: Attempt, notice: Notice, event: Event) -> None:
    """Log what a person must know, in addition to what the state already shows."""
    if event in {Event.PAY_AGAIN, Event.PAY_OTHER_AMOUNT, Event.DISAGREE}:
        logger.error("ALERT payment attempt %s: %s, code %s", attempt.pk, event.value, notice.code)
    elif _get_provider(notice).is_alarming(notice):
        logger.error("ALERT payment attempt %s: the bank answered %s", attempt.pk, notice.code)
