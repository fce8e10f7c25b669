"""Staff decisions on a payment: paid or not, which line it is, alert closed."""

from collections.abc import Mapping

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.audit.actors import Actor
from portal.audit.services import record
from portal.file.visit import visit_by_office
from portal.payments.attempt.evidence import read_facts
from portal.payments.attempt.states import TABLE, Event, transition
from portal.payments.models import Alert, Attempt, State
from portal.payments.settling.alerts import OF_REVERSAL, PATIENCE, list_open, review_alerts
from portal.payments.settling.bookings import (
    ReportUnderWayError,
    end_report,
    has_report_under_way,
    plan_if_due,
)
from portal.payments.settling.refunds import ask_refund
from portal.payments.settling.reversals import handle_reversals

Kind = Alert.Kind


class Outcome(models.TextChoices):
    """What staff found out."""

    PAID = "paid", _("the money was paid")
    UNPAID = "unpaid", _("nothing was paid")


class Reason(models.TextChoices):
    """How they know; a list and not free text, because the audit trail holds no names."""

    ON_STATEMENT = "on-statement", _("it is on our bank statement")
    NOT_ON_STATEMENT = "not-on-statement", _("it is not on our bank statement")
    IN_JOURNAL = "in-journal", _("the journal of the payment service says so")
    PAID_BACK = "paid-back", _("we paid it back")


_EVENTS = {Outcome.PAID: Event.REVIEW_PAID, Outcome.UNPAID: Event.REVIEW_UNPAID}
REASONS: Mapping[str, frozenset[str]] = {
    Outcome.PAID: frozenset({Reason.ON_STATEMENT, Reason.IN_JOURNAL}),
    Outcome.UNPAID: frozenset({Reason.NOT_ON_STATEMENT, Reason.IN_JOURNAL, Reason.PAID_BACK}),
}
"""The reasons that go with each outcome."""
DECISIONS: Mapping[str, tuple[Alert.Decision, ...]] = {
    Kind.NOT_SHOWN: (Alert.Decision.BOOKED_BY_HAND, Alert.Decision.PAY_BACK),
    Kind.NOT_BOOKED: (Alert.Decision.BOOKED_BY_HAND, Alert.Decision.PAY_BACK),
    Kind.SHOWN_TWICE: (Alert.Decision.LINE_TAKEN_BACK, Alert.Decision.TWO_PAYMENTS, Alert.Decision.PAY_BACK),
    Kind.AMBIGUOUS: (Alert.Decision.OTHER_PAYMENT, Alert.Decision.PAY_BACK),
    Kind.PAID_TWICE: (Alert.Decision.KEPT, Alert.Decision.PAY_BACK),
    Kind.REFUND: (Alert.Decision.TAKEN_OFF, Alert.Decision.WAS_EXPECTED),
    Kind.CHARGEBACK: (Alert.Decision.TAKEN_OFF,),
}
"""How each alert ends that is not closed by deciding whether the payment was paid."""


class NotToResolveError(Exception):
    """The payment is not in a state for a person to decide."""


class AlertGoneError(Exception):
    """The alert is closed already, or cannot be closed this way."""


class LineGoneError(Exception):
    """The line is not in the file (any more), has another amount, or belongs to another payment."""


@transaction.atomic
def resolve(attempt: Attempt, outcome: Outcome, reason: Reason, *, by: Actor) -> Attempt:
    """Decide a payment that the bank's answers left open. Raises: NotToResolveError."""
    locked = Attempt.objects.select_for_update().get(pk=attempt.pk)
    if not can_resolve(locked):
        raise NotToResolveError(locked.state)
    details = {"attempt": locked.pk, "outcome": outcome.value, "reason": reason.value}
    record("payment-resolved", by=by, file_id=locked.file_id, details=details)
    moved = transition(locked.pk, _EVENTS[outcome], by=by)
    plan_if_due(moved)
    review_alerts(moved)
    return moved


def can_resolve(attempt: Attempt) -> bool:
    """Whether a person may decide it now. For a day, only the bank decides on a payment pending there."""
    state = State(attempt.state)
    if state == State.BANK_UNKNOWN and timezone.now() - attempt.created_at <= PATIENCE:
        return False
    return all((state, event) in TABLE for event in _EVENTS.values())


@transaction.atomic
def decide_alert(alert: Alert, decision: Alert.Decision, *, by: Actor) -> None:
    """Close an alert for good: a person has handled it. ``PAY_BACK`` asks accounting for the whole sum.

    Raises: AlertGoneError; RefundError when the sum is being paid back already; ReportUnderWayError when the
    portal itself may still bring the money into the file.
    """
    attempt = Attempt.objects.select_for_update().get(pk=alert.attempt_id)
    mine = list_open(attempt).filter(pk=alert.pk)
    if decision not in DECISIONS.get(alert.kind, ()):
        raise AlertGoneError(alert.kind)
    closed = mine.update(closed_at=timezone.now(), decision=decision, decided_by=by.user_id)
    if not closed:
        raise AlertGoneError(alert.kind)
    details = {"attempt": attempt.pk, "alert": alert.kind, "decision": decision.value}
    record("payment-alert-decided", by=by, file_id=attempt.file_id, details=details)
    if alert.kind in OF_REVERSAL.values():
        handle_reversals(attempt, alert.kind)
    if decision == Alert.Decision.BOOKED_BY_HAND:
        if attempt.state == State.SEEN:
            transition(attempt.pk, Event.BOOK, by=by)
        elif end_report(attempt):
            transition(attempt.pk, Event.SEE, by=by)
    if decision == Alert.Decision.PAY_BACK:
        if alert.kind == Kind.NOT_SHOWN and has_report_under_way(attempt):
            raise ReportUnderWayError(attempt.pk)
        ask_refund(attempt, attempt.paid_cents, by=by)


def recognise_line(attempt: Attempt, line_id: str, *, by: Actor) -> Attempt:
    """Choose a payment line of Tagor, read again, as this payment, where the portal cannot decide.

    Raises: IntegrationError when the lines cannot be read, LineGoneError, NotToResolveError,
    ReportUnderWayError.
    """
    facts = read_facts(visit_by_office(file_id=attempt.file_id, party_id=attempt.party_id))
    lines = facts.list_payment_lines(attempt.paid_cents) or ()
    if line_id not in {line.line_id for line in lines}:
        raise LineGoneError(line_id)
    with transaction.atomic():
        locked = Attempt.objects.select_for_update().get(pk=attempt.pk)
        if not can_recognise(locked):
            raise NotToResolveError(locked.state)
        if Attempt.objects.filter(line_id=line_id).exclude(pk=locked.pk).exists():
            raise LineGoneError(line_id)
        end_report(locked)
        details = {"attempt": locked.pk, "line": line_id}
        record("payment-line-recognised", by=by, file_id=locked.file_id, details=details)
        moved = transition(locked.pk, Event.SEE, by=by, line_id=line_id, ambiguous=False)
        review_alerts(moved)
    return moved


def can_recognise(attempt: Attempt) -> bool:
    """Whether a line can still be chosen as this payment."""
    return not attempt.line_id and (State(attempt.state), Event.SEE) in TABLE
