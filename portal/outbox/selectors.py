"""Queries for deliveries, to show and to handle."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, Q, QuerySet
from django.db.models.expressions import RawSQL

from portal.office.models import Office
from portal.outbox.handlers import get_handler
from portal.outbox.models import OPEN, Delivery, State

IN_FLIGHT = (State.SENDING, State.DOUBTFUL)
_OTHER = """
    SELECT 1 FROM outbox_delivery other
    WHERE other.lane = outbox_delivery.lane AND other.lane <> ''
    AND (other.office_id = outbox_delivery.office_id OR other.office_id IS NULL)
    AND other.id <> outbox_delivery.id AND other.state IN
"""
# As text: the worker asks this of every delivery, and to have Django write it took half of what one costs.
IS_FIRST_OF_LANE = RawSQL(  # noqa: S611 - nothing in it comes from anybody
    f"""
    NOT EXISTS ({_OTHER} {tuple(map(str, OPEN))} AND other.due_at <= outbox_delivery.due_at
        AND (other.due_at < outbox_delivery.due_at OR other.id < outbox_delivery.id))
    AND NOT EXISTS ({_OTHER} {tuple(map(str, IN_FLIGHT))})
    """,
    (),
    BooleanField(),
)
"""Condition: no earlier one of the lane is open, and none of the lane is being sent."""


def list_given_up(office: Office | None) -> QuerySet[Delivery]:
    """Deliveries that a person must look at, oldest first."""
    return _of(office).filter(state=State.GIVEN_UP).order_by("ended_at", "pk")


def list_open(office: Office | None) -> QuerySet[Delivery]:
    """Those waiting, being sent or doubtful; oldest first."""
    return _of(office).filter(state__in=OPEN).order_by("due_at", "pk")


def list_in(office: Office | None, states: Iterable[State]) -> QuerySet[Delivery]:
    """Those in some states, the longest due first."""
    return _of(office).filter(state__in=tuple(states)).order_by("due_at", "pk")


def get_delivery(office: Office | None, delivery_id: int) -> Delivery | None:
    """One of the office's deliveries."""
    return _of(office).filter(pk=delivery_id).first()


def find_missing_right(delivery: Delivery, user: Any) -> str:
    """What ``user`` lacks to send it again or drop it; "" for nothing."""
    handler = get_handler(delivery.kind)
    needed = handler.permission if handler else ""
    return needed if needed and not user.has_perm(needed) else ""


def list_due(now: datetime, *, limit: int) -> list[int]:
    """Ids of deliveries to handle now, except those that wait for an earlier one of their lane."""
    due = Delivery.objects.filter(state__in=OPEN, not_before__lte=now)
    free = due.filter(Q(state__in=IN_FLIGHT) | IS_FIRST_OF_LANE)
    return list(free.order_by("not_before", "pk").values_list("pk", flat=True)[:limit])


def find_next_of_lane(delivery: Delivery) -> tuple[int, datetime | None] | tuple[None, None]:
    """The id of the next delivery of its lane, and the moment it waits for."""
    if not delivery.lane:
        return None, None
    waiting = Delivery.objects.filter(lane=delivery.lane, state=State.WAITING).exclude(pk=delivery.pk)
    return waiting.order_by("due_at", "pk").values_list("pk", "not_before").first() or (None, None)


def _of(office: Office | None) -> QuerySet[Delivery]:
    """Those of an office; all without a saved one."""
    return Delivery.objects.filter(office=office) if office and office.pk else Delivery.objects.all()


def has_open() -> bool:
    """Whether anything is left to deliver."""
    return Delivery.objects.filter(not_before__isnull=False).exists()


def has_any() -> bool:
    """Whether there are any deliveries."""
    return Delivery.objects.exists()
