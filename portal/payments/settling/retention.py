"""Deletes payments PAYMENT_RETENTION_DAYS after they began, with their data; open ones stay.

So do those that the office has seen and not booked: without them the person would owe the money again.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from portal.audit.actors import SYSTEM
from portal.audit.services import record
from portal.payments.attempt.receipt_of_payment import store_undone
from portal.payments.models import Alert, Attempt, Booking, Notice, Refund, State
from portal.payments.selectors import ALL_WENT_BACK
from portal.web.retention import Retention, find_daily

ENDED = (
    State.LAPSED,
    State.NOT_STARTED,
    State.BANK_REFUSED,
    State.BANK_CANCELLED,
    State.BANK_EXPIRED,
    State.BOOKED,
)


@transaction.atomic
def delete_old(now: datetime) -> int:
    """Delete expired payments, and notices that belong to none. Returns how many payments."""
    before = now - timedelta(days=settings.PAYMENT_RETENTION_DAYS)
    store_undone(list_old(before))
    count = list_old(before).delete()[1].get("payments.Attempt", 0)
    Notice.objects.filter(attempt=None, received_at__lt=before).delete()
    if count:
        record("payments-deleted", by=SYSTEM, details={"count": count})
    return count


def list_old(before: datetime) -> QuerySet[Attempt]:
    """Payments that began before ``before`` and need nothing more from anybody."""
    of_attempt = {"attempt": OuterRef("pk")}
    return Attempt.objects.filter(
        ~Exists(Alert.objects.filter(**of_attempt, closed_at=None)),
        ~Exists(Refund.objects.filter(**of_attempt, state=Refund.State.ASKED)),
        ~Exists(Booking.objects.filter(**of_attempt).exclude(state=Booking.State.DONE)),
        Q(state__in=ENDED) | Q(ALL_WENT_BACK, state=State.SEEN),
        created_at__lt=before,
    )


RETENTION = Retention("payments", delete_old, find_daily(Attempt.objects.all))
