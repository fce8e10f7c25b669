"""Deletes deliveries some time after they ended, and wipes the secrets of those that were given up."""

from datetime import datetime

from django.db.models import Min, QuerySet

from portal.outbox.models import Delivery, State
from portal.outbox.pauses import KEPT_FOR, SECRETS_KEPT_FOR
from portal.web.retention import Retention


def tidy(now: datetime) -> int:
    """Wipe expired secrets and delete expired deliveries. Returns how many were deleted.

    One that was given up stays until staff try it again or drop it.
    """
    given_up = Delivery.objects.filter(state=State.GIVEN_UP, ended_at__lt=now - SECRETS_KEPT_FOR)
    given_up.exclude(secret="").update(secret="")
    over = Delivery.objects.filter(state__in=(State.DONE, State.CANCELLED), ended_at__lt=now - KEPT_FOR)
    return over.delete()[0]


def _find_next_end() -> datetime | None:
    sealed = Delivery.objects.filter(state=State.GIVEN_UP).exclude(secret="")
    # A state at a time: the first of each stands at the start of an index, however many there are.
    ends = [
        (_find_first_end(Delivery.objects.filter(state=State.DONE)), KEPT_FOR),
        (_find_first_end(Delivery.objects.filter(state=State.CANCELLED)), KEPT_FOR),
        (_find_first_end(sealed), SECRETS_KEPT_FOR),
    ]
    return min((ended_at + kept for ended_at, kept in ends if ended_at), default=None)


def _find_first_end(deliveries: QuerySet[Delivery]) -> datetime | None:
    first: datetime | None = deliveries.aggregate(first=Min("ended_at"))["first"]
    return first


RETENTION = Retention("deliveries", tidy, _find_next_end)
