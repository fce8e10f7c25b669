"""What the bank says, and what follows from it: kept first, acted upon then, each message once.

A word is verified before it comes here. It may still be late, double, out of order, about another amount, or
against an earlier word: the table of ``states`` decides, and what it does not take is looked at by a person.
Source: Sips data dictionary, responseCode and transactionStatus.
"""

import logging
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.audit.actors import SYSTEM
from portal.audit.services import record
from portal.integrations.sips.values import EURO, SipsWord
from portal.payments.attempt.states import ENDED, PAID, Event, transition
from portal.payments.models import Attempt, Notice, Oddity, State
from portal.payments.settling import bookings

logger = logging.getLogger(__name__)

_PAID_CODE, _CANCELLED_CODE, _EXPIRED_CODE = "00", "17", "97"
_REFUSED_CODES = frozenset({"02", "03", "05", "11", "12", "14", "30", "34", "54", "63", "75"})
_OUR_FAULT_CODES = frozenset({"03", "12", "30", "34"})
_PENDING_CODE = "60"
_TO_BE_CHECKED_CODES = frozenset({"90", "94", "99"})

_PAID_STATUSES = frozenset({"TO_CAPTURE", "CAPTURED"})
_PENDING_STATUSES = frozenset(
    {"", "PENDING", "REFERRAL", "TO_AUTHORIZE", "TO_REPLAY", "TO_VALIDATE", "WAITING_AUTHOR"}
)
_STATUS_EVENTS = {
    "REFUSED": Event.BANK_REFUSED,
    "EXPIRED": Event.BANK_EXPIRED,
    # Money that was given back, or never taken after all: a person finds out which.
    "CANCELLED": Event.DISAGREE,
    "CREDITED": Event.DISAGREE,
    "TO_CREDIT": Event.DISAGREE,
}
_SETTLED = (*PAID, State.SEEN, State.BOOKED)


def receive(word: SipsWord, source: Notice.Source) -> Notice:
    """Keep a verified word, then act on it. The same message, however often and at once, has one effect."""
    notice = _keep(word, source)
    act_on(notice.pk)
    return notice


def act_on_waiting() -> int:
    """Act on every word that was kept and not acted upon, because a process died in between. How many."""
    waiting = list(Notice.objects.filter(handled_at=None).values_list("pk", flat=True))
    for pk in waiting:
        act_on(pk)
    return len(waiting)


def _keep(word: SipsWord, source: Notice.Source) -> Notice:
    attempt = Attempt.objects.filter(reference=word.reference, provider=Attempt.Provider.SIPS_DIRECT).first()
    told = {word.order_id, word.context} - {""}
    notice, is_new = Notice.objects.get_or_create(
        fingerprint=word.fingerprint,
        defaults={
            "attempt": attempt,
            "source": source,
            "reference": word.reference,
            "code": word.code,
            "status": word.status[:30],
            "amount_cents": word.amount_cents,
            "currency": word.currency[:3],
            "is_about_order": told <= {word.reference},
        },
    )
    if is_new and attempt is None:
        logger.error("ALERT a sealed word of the bank, code %s, is about no payment of ours", word.code)
    return notice


@transaction.atomic
def act_on(notice_id: int) -> None:
    """Move the attempt as the word says, once; its report to the office is planned in the same breath."""
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
    if notice.amount_cents is not None and _says_paid(notice):
        fields["received_cents"] = notice.amount_cents
    after = transition(attempt.pk, event, **fields)
    _alert(attempt, notice, event)
    if State(after.state) != before:
        if after.state in PAID:
            bookings.plan_booking(after)
    elif _contradicts(before, event):
        _note_oddity(attempt, Oddity.CONTRADICTION)
    if event == Event.BANK_UNKNOWN and not _is_known_to_wait(notice):
        _note_oddity(attempt, Oddity.UNKNOWN_CODE)
    return after.state


def decide(attempt: Attempt, notice: Notice) -> Event:
    """What a word means for an attempt."""
    event = _read_event(notice)
    fits = notice.is_about_order and notice.currency in _allowed_currencies(notice)
    if not fits:
        return Event.DISAGREE
    if notice.amount_cents not in (None, attempt.amount_cents):
        return Event.PAY_OTHER_AMOUNT if event == Event.BANK_PAID else Event.DISAGREE
    if event == Event.BANK_PAID and notice.amount_cents is None:
        return Event.DISAGREE  # paid, but how much?
    if event == Event.BANK_PAID and _has_paid_twin(attempt):
        return Event.PAY_AGAIN
    return event


def _read_event(notice: Notice) -> Event:
    if _says_paid(notice):
        return Event.BANK_PAID
    if notice.code == _PAID_CODE:
        return _STATUS_EVENTS.get(notice.status, Event.BANK_UNKNOWN)
    if notice.code == _CANCELLED_CODE:
        return Event.BANK_CANCELLED
    if notice.code == _EXPIRED_CODE:
        return Event.BANK_EXPIRED
    return Event.BANK_REFUSED if notice.code in _REFUSED_CODES else Event.BANK_UNKNOWN


def _says_paid(notice: Notice) -> bool:
    """00, and when asked by us also a status in which the money is taken or about to be."""
    if notice.code != _PAID_CODE:
        return False
    return notice.source != Notice.Source.STATUS or notice.status in _PAID_STATUSES


def _is_known_to_wait(notice: Notice) -> bool:
    """Whether the code is one that means: not decided, or ask later."""
    if notice.code == _PAID_CODE:
        return notice.status in _PENDING_STATUSES
    return notice.code == _PENDING_CODE or notice.code in _TO_BE_CHECKED_CODES


def _allowed_currencies(notice: Notice) -> Iterable[str]:
    """A cancelled or expired payment may name no currency; one that was paid must."""
    return (EURO,) if _says_paid(notice) else (EURO, "")


def _has_paid_twin(attempt: Attempt) -> bool:
    """Whether another payment of the amount was paid while this one could be."""
    same = Attempt.objects.filter(file_id=attempt.file_id, amount_cents=attempt.amount_cents)
    paid = same.filter(state__in=_SETTLED, bank_at__gt=attempt.created_at)
    return paid.exclude(pk=attempt.pk).exists()


def _contradicts(state: State, event: Event) -> bool:
    """Whether a word that changed nothing is against what we hold to be true."""
    says_paid = event in {Event.BANK_PAID, Event.PAY_AGAIN, Event.PAY_OTHER_AMOUNT}
    denies = event in {Event.BANK_REFUSED, Event.BANK_CANCELLED, Event.BANK_EXPIRED, Event.DISAGREE}
    if state in _SETTLED:
        return denies or event == Event.PAY_OTHER_AMOUNT
    return says_paid and state in {*ENDED, State.NOT_STARTED}


def _note_oddity(attempt: Attempt, oddity: Oddity) -> None:
    Attempt.objects.filter(pk=attempt.pk).update(oddity=oddity)
    details = {"attempt": attempt.pk, "oddity": oddity.value}
    record("payment-oddity", by=SYSTEM, file_id=attempt.file_id, details=details)
    logger.error("ALERT payment attempt %s: %s", attempt.pk, oddity.value)


def _alert(attempt: Attempt, notice: Notice, event: Event) -> None:
    """Say aloud what a person must know of, beside what the state already tells."""
    if event in {Event.PAY_AGAIN, Event.PAY_OTHER_AMOUNT, Event.DISAGREE}:
        logger.error("ALERT payment attempt %s: %s, code %s", attempt.pk, event.value, notice.code)
    elif notice.code in _OUR_FAULT_CODES or notice.code in _TO_BE_CHECKED_CODES:
        logger.error("ALERT payment attempt %s: the bank answered %s", attempt.pk, notice.code)
