"""Claims stored events for one worker, many at once, in order of arrival for each file.

An event is claimed only together with, or after, every earlier one of its lane. A claim ends with the event,
or after LEASE: a worker that died is taken for dead, and another claims what it had.
"""

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Min, QuerySet

from portal.aptic.events.models import Event, State

LEASE = timedelta(minutes=2)
"""A worker that has claimed an event for this long counts as dead. No batch may take this long."""


@transaction.atomic
def claim(now: datetime, *, after: int, most: int) -> tuple[list[Event], int]:
    """Of the first due events after the id ``after`` those that could be claimed, and the last id looked at.

    Skips those that another worker is claiming now, those it has claimed, and those behind an earlier one of
    their lane.
    """
    due = Event.objects.filter(state=State.RECEIVED, next_at__lte=now, pk__gt=after)
    found = list(due.order_by("pk").select_for_update(skip_locked=True)[:most])
    if not found:
        return [], 0
    waits_for = _find_first_others(found)
    mine = [event for event in found if event.pk < waits_for.get(event.lane, event.pk + 1)]
    word, until = secrets.token_hex(16), now + LEASE
    _list_rows(mine).update(claim=word, next_at=until, tries=F("tries") + 1)
    for event in mine:
        event.claim, event.next_at, event.tries = word, until, event.tries + 1
    return mine, found[-1].pk


def _find_first_others(events: Sequence[Event]) -> dict[str, int]:
    """For each lane of these events: the first that waits in it and is none of them."""
    lanes, ids = {event.lane for event in events} - {""}, [event.pk for event in events]
    others = Event.objects.filter(lane__in=lanes, state=State.RECEIVED, pk__lt=ids[-1]).exclude(pk__in=ids)
    return dict(others.order_by().values_list("lane").annotate(first=Min("pk"))) if lanes else {}


def lock(events: Sequence[Event]) -> set[int]:
    """Which of the claims are still ours; their rows are locked until the transaction ends.

    The others were claimed by another worker: this one was too slow, and leaves the events to it.
    """
    claims = {event.claim for event in events}
    mine = Event.objects.select_for_update().filter(claim__in=claims, state=State.RECEIVED)
    return set(mine.filter(pk__in=[event.pk for event in events]).order_by("pk").values_list("pk", flat=True))


def release(events: Sequence[Event], now: datetime) -> None:
    """Give back what was claimed and not tried."""
    for claim_word in {event.claim for event in events}:
        mine = _list_rows(events).filter(claim=claim_word, state=State.RECEIVED)
        mine.update(claim="", next_at=now, tries=F("tries") - 1)


def hold_lane(event: Event, at: datetime) -> None:
    """Let the later events of its lane wait with it, so that nobody checks them earlier."""
    if event.lane:
        behind = Event.objects.filter(lane=event.lane, state=State.RECEIVED, pk__gt=event.pk, claim="")
        behind.filter(next_at__lt=at).update(next_at=at)


def _list_rows(events: Iterable[Event]) -> "QuerySet[Event]":
    return Event.objects.filter(pk__in=[event.pk for event in events])
