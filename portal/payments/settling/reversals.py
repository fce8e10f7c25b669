"""Money of a payment that went back to the payer: kept, said to staff and to the person, handled once.

The portal never pays back and moves no money: it reports. Whoever handles it has taken the sum off in Tagor.
"""

import logging

from django.utils import timezone

from portal.audit.actors import SYSTEM
from portal.audit.services import record
from portal.payments.models import Attempt, Oddity, Reversal

logger = logging.getLogger(__name__)

Kind = Reversal.Kind
_ODDITIES = {Kind.REFUND: Oddity.REFUNDED, Kind.CHARGEBACK: Oddity.CHARGED_BACK}
_FIELDS = {Kind.REFUND: "refunded_cents", Kind.CHARGEBACK: "charged_back_cents"}


def note_reversals(attempt: Attempt, *, refunded_cents: int, charged_back_cents: int) -> bool:
    """Store what was paid back since the last check. Returns whether anything was. Sums are totals.

    A smaller total, such as after a chargeback that was won, is stored as the current total.
    """
    found = False
    for kind, total in ((Kind.REFUND, refunded_cents), (Kind.CHARGEBACK, charged_back_cents)):
        known = getattr(attempt, _FIELDS[kind])
        if total > known:
            _store_reversal(attempt, kind, amount_cents=total - known, total_cents=total)
            found = True
        elif total < known:
            Attempt.objects.filter(pk=attempt.pk).update(**{_FIELDS[kind]: total})
            note_oddity(attempt, Oddity.CONTRADICTION)
    return found


def _store_reversal(attempt: Attempt, kind: Reversal.Kind, *, amount_cents: int, total_cents: int) -> None:
    Attempt.objects.filter(pk=attempt.pk).update(**{_FIELDS[kind]: total_cents})
    # A chargeback that was won and then lost after all must be handled again.
    Reversal.objects.update_or_create(
        attempt=attempt,
        kind=kind,
        total_cents=total_cents,
        defaults={"amount_cents": amount_cents, "found_at": timezone.now(), "handled_at": None},
    )
    details = {"attempt": attempt.pk, "kind": kind.value, "amount_cents": amount_cents}
    record("payment-reversed", by=SYSTEM, file_id=attempt.file_id, details=details)
    note_oddity(attempt, _ODDITIES[kind])


def note_oddity(attempt: Attempt, oddity: Oddity) -> None:
    """Remember what was unusual about an attempt, in the trail and the log too."""
    Attempt.objects.filter(pk=attempt.pk).update(oddity=oddity)
    details = {"attempt": attempt.pk, "oddity": oddity.value}
    record("payment-oddity", by=SYSTEM, file_id=attempt.file_id, details=details)
    logger.error("ALERT payment attempt %s: %s", attempt.pk, oddity.value)


def handle_reversals(attempt: Attempt, kind: str) -> None:
    """Staff have handled what was paid back so far; runs in the transaction of their decision."""
    Reversal.objects.filter(attempt=attempt, kind=kind, handled_at=None).update(handled_at=timezone.now())
