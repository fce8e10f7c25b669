"""What staff do with a payment: look again, or decide what nobody else can."""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from portal.audit.actors import Actor
from portal.audit.services import record
from portal.payments.attempt.states import TABLE, Event, transition
from portal.payments.models import Attempt, State
from portal.payments.settling.alerts import review_alerts
from portal.payments.settling.bookings import plan_if_due


class Outcome(models.TextChoices):
    """What staff found out."""

    PAID = "paid", _("the money was paid")
    UNPAID = "unpaid", _("nothing was paid")


class Reason(models.TextChoices):
    """How they know; a list and no free text, because the audit trail holds no names."""

    ON_STATEMENT = "on-statement", _("it is on our bank statement")
    NOT_ON_STATEMENT = "not-on-statement", _("it is not on our bank statement")
    IN_JOURNAL = "in-journal", _("the journal of the payment service says so")
    PAID_BACK = "paid-back", _("we paid it back")


_EVENTS = {Outcome.PAID: Event.REVIEW_PAID, Outcome.UNPAID: Event.REVIEW_UNPAID}


class NotToResolveError(Exception):
    """The payment is in no state that a person decides about."""


@transaction.atomic
def resolve(attempt: Attempt, outcome: Outcome, reason: Reason, *, by: Actor) -> Attempt:
    """Decide about a payment that the bank's words left open. Raises: NotToResolveError."""
    locked = Attempt.objects.select_for_update().get(pk=attempt.pk)
    if not can_resolve(locked):
        raise NotToResolveError(locked.state)
    details = {"attempt": locked.pk, "outcome": outcome.value, "reason": reason.value}
    record("payment-resolved", by=by, file_id=locked.file_id, details=details)
    moved = transition(locked.pk, _EVENTS[outcome])
    plan_if_due(moved)
    review_alerts(moved)
    return moved


def can_resolve(attempt: Attempt) -> bool:
    """Whether a person may decide about it now."""
    return all((State(attempt.state), event) in TABLE for event in _EVENTS.values())
