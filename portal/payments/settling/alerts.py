"""Alerts for a person: raised once, logged as an error, closed when they no longer apply."""

import logging
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from portal.audit.actors import SYSTEM
from portal.audit.services import record
from portal.payments.attempt.evidence import Facts, names_reference
from portal.payments.attempt.states import PAID, WAITING
from portal.payments.models import Alert, Attempt, Oddity, Reversal, State

logger = logging.getLogger(__name__)

Kind = Alert.Kind

PATIENCE = timedelta(days=1)
"""How long a result may take before somebody looks."""
BOOKING_PATIENCE = timedelta(days=14)
"""How long money that the office has seen may wait to be booked before somebody looks."""
SAME_PAYMENT = timedelta(days=3)
"""A line of the same amount this soon after the start may show the same payment twice."""

_OF_STATE = {
    State.NEEDS_REVIEW: Kind.CONTRADICTION,
    State.AMOUNT_DIFFERS: Kind.AMOUNT,
    State.PAID_TWICE: Kind.PAID_TWICE,
}

OF_REVERSAL = {Reversal.Kind.REFUND: Kind.REFUND, Reversal.Kind.CHARGEBACK: Kind.CHARGEBACK}


def review_alerts(attempt: Attempt, facts: Facts | None = None) -> list[Alert]:
    """Raise what is wrong with an attempt now and close what no longer is; the newly raised ones.

    ``facts``: what Tagor shows now; without it, what only Tagor can tell stays as it was.
    """
    wrong = find_problems(attempt, facts, now=timezone.now()) - _list_decided(attempt)
    is_open = set(list_open(attempt).values_list("kind", flat=True))
    keeps = {Kind.SHOWN_TWICE} if facts is None or facts.lines is None else set()
    for kind in is_open - wrong - keeps:
        _close(attempt, kind)
    raised = [_raise(attempt, kind) for kind in sorted(wrong - is_open)]
    return [alert for alert in raised if alert is not None]


def find_problems(attempt: Attempt, facts: Facts | None, *, now: datetime) -> set[str]:
    """The kinds of alert that apply to an attempt now."""
    state = State(attempt.state)
    problems: set[str] = set()
    if state in _OF_STATE:
        problems.add(_OF_STATE[state])
    if attempt.oddity == Oddity.TWICE and state in {State.SEEN, State.BOOKED}:
        problems.add(Kind.PAID_TWICE)  # the money is in the file, but its payment is unknown
    if attempt.ambiguous and state not in {State.SEEN, State.BOOKED}:
        problems.add(Kind.AMBIGUOUS)
    if state in WAITING and now - attempt.created_at > PATIENCE:
        problems.add(Kind.PENDING)
    if state in PAID and now - (attempt.bank_at or attempt.created_at) > PATIENCE:
        problems.add(Kind.NOT_SHOWN)
    is_old = now - (attempt.seen_at or attempt.created_at) > BOOKING_PATIENCE
    if state == State.SEEN and is_old and attempt.left_cents:
        problems.add(Kind.NOT_BOOKED)
    problems |= {OF_REVERSAL[kind] for kind in _list_unhandled(attempt)}
    if facts is not None and _count_shown(attempt, facts) > 1:
        problems.add(Kind.SHOWN_TWICE)
    return problems


def list_open(attempt: Attempt | None = None) -> QuerySet[Alert]:
    """Open alerts, newest first: of one attempt, or all."""
    alerts = Alert.objects.filter(closed_at=None)
    return alerts if attempt is None else alerts.filter(attempt=attempt)


def _list_decided(attempt: Attempt) -> set[str]:
    """Alerts that a person has closed are not raised again, except when more money was paid back."""
    decided = attempt.alerts.exclude(decision="").exclude(kind__in=OF_REVERSAL.values())
    return set(decided.values_list("kind", flat=True))


def _list_unhandled(attempt: Attempt) -> set[Reversal.Kind]:
    """In which ways money was paid back that staff have not yet handled."""
    if not (attempt.refunded_cents or attempt.charged_back_cents):
        return set()
    kinds = attempt.reversals.filter(handled_at=None).values_list("kind", flat=True)
    return {Reversal.Kind(kind) for kind in kinds}


def _count_shown(attempt: Attempt, facts: Facts) -> int:
    """How many new payment lines can only be this attempt's: they name it, or no other asked the amount."""
    lines, before = facts.list_payment_lines(attempt.amount_cents), attempt.baseline.get("lines")
    if lines is None or before is None:
        return 0
    new = [line for line in lines if line.line_id not in before]
    named = [line for line in new if names_reference(line, attempt.reference)]
    if named:
        return len(named)
    if attempt.state not in {State.SEEN, State.BOOKED} or _has_twin(attempt):
        return 0
    last_on = timezone.localdate(attempt.created_at + SAME_PAYMENT)
    return len([line for line in new if line.booked_on is not None and line.booked_on <= last_on])


def _has_twin(attempt: Attempt) -> bool:
    same = Attempt.objects.filter(file_id=attempt.file_id, amount_cents=attempt.amount_cents)
    near = (attempt.created_at - SAME_PAYMENT, attempt.created_at + SAME_PAYMENT)
    return same.filter(created_at__range=near).exclude(pk=attempt.pk).exists()


def _raise(attempt: Attempt, kind: str) -> Alert | None:
    """The new alert; None when another process raised it just now."""
    try:
        with transaction.atomic():
            alert = Alert.objects.create(attempt=attempt, kind=kind, raised_at=timezone.now())
            details = {"attempt": attempt.pk, "alert": kind}
            record("payment-alert-raised", by=SYSTEM, file_id=attempt.file_id, details=details)
    except IntegrityError:
        return None
    logger.error("ALERT payment attempt %s: %s", attempt.pk, kind)
    return alert


@transaction.atomic
def _close(attempt: Attempt, kind: str) -> None:
    closed = list_open(attempt).filter(kind=kind).update(closed_at=timezone.now())
    if closed:
        details = {"attempt": attempt.pk, "alert": kind}
        record("payment-alert-closed", by=SYSTEM, file_id=attempt.file_id, details=details)
