"""Handles stored events: many in one transaction, in order of arrival for each file. Safe to run in parallel.

Events are claimed, made ready, and ended in the transaction of their effects: a worker that dies in between
leaves them claimed, and nothing was done yet. If that transaction fails, each is ended by itself, so that a
fault of one neither holds nor undoes the others.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import Case, F, Value, When
from django.utils import timezone

from portal.aptic.events.claimed_work import NoTimeError, Work, prepare
from portal.aptic.events.claiming import claim, hold_lane, lock, release
from portal.aptic.events.models import Event, State
from portal.aptic.events.receiving.store import plan_sweep
from portal.audit.record_together import recording_together
from portal.outbox.outcomes import decide
from portal.outbox.pauses import draw_pause
from portal.web.http_request.logs import locate

logger = logging.getLogger(__name__)

MAX_TRIES = 60
"""With pauses that grow to an hour: some two days."""
MAX_FAULTS = 6
"""Tries of an event on which our own code fails."""
BATCH = 100
FAULT = "handler-error"

Clock = Callable[[], datetime]


def act_on_due(*, now: datetime | None = None, limit: int = 500) -> int:
    """Handle what is due, oldest first, in this process. Returns how many were handled.

    ``now``: a time to use throughout.
    """

    def clock() -> datetime:
        return now or timezone.now()

    done = last = 0
    while done < limit:
        events, looked_at = claim(clock(), after=last, most=min(BATCH, limit - done))
        if not looked_at:
            break
        done += _handle(events, clock)
        last = looked_at
    return done


def _handle(events: Sequence[Event], clock: Clock) -> int:
    """End claimed events, or plan their next try. Returns how many; the others are given back.

    A lane in which one fails already, or is ended by itself, has no part in the common transaction.
    """
    works = prepare(events, clock())
    apart = {work.lane for work in works if work.is_alone}
    together = [work for work in works if work.lane not in apart]
    done = len(together)
    if done > 1 and _end_together(together, clock):
        works = [work for work in works if work.lane in apart]
    else:
        done = 0
    return done + _end_each(works, clock)


def _end_together(works: Sequence[Work], clock: Clock) -> bool:
    try:
        _end(works, clock)
    except Exception as error:  # noqa: BLE001 - whatever it was, it is found by ending them one by one
        logger.warning("%s events are ended one by one: %s", len(works), locate(error))
        return False
    return True


def _end_each(works: Sequence[Work], clock: Clock) -> int:
    """One by one. What is behind one that is tried again is given back. Returns how many were handled."""
    done, left = 0, list(works)
    while left:
        work = left.pop(0)
        fault = _end_alone(work, clock)
        is_tried = not isinstance(fault, NoTimeError)
        done += is_tried
        next_at = _decide(work.event, fault, clock()) if fault and is_tried else None
        if fault is None or (is_tried and next_at is None):
            continue
        behind = [other.event for other in left if other.lane == work.lane]
        left = [other for other in left if other.lane != work.lane]
        release(behind if is_tried else [work.event, *behind], clock())
        if next_at is not None:
            hold_lane(work.event, next_at)
            plan_sweep(next_at)
    return done


def _end_alone(work: Work, clock: Clock) -> Exception | None:
    """Why it has to be tried again; None when it ended."""
    if work.fault is not None:
        return work.fault
    try:
        _end([work], clock)
    except Exception as error:  # noqa: BLE001 - one event must never stop the others
        return error
    return None


def _end(works: Sequence[Work], clock: Clock) -> None:
    """Apply the effects and end the events, all or none; those that another worker has are left to it."""
    with transaction.atomic(), recording_together():
        ours = lock([work.event for work in works])
        lost = {work.lane for work in works if work.event.pk not in ours}
        mine = [work for work in works if work.lane not in lost]
        _apply([work for work in mine if work.case is not None])
        for some in _group(mine, lambda work: (work.ends_in, work.reason, work.outcome)):
            _write_end(some, clock())


def _write_end(works: Sequence[Work], now: datetime) -> None:
    """All that end in the same way."""
    first = works[0]
    Event.objects.filter(pk__in=[work.event.pk for work in works]).update(
        state=first.ends_in,
        reason=first.reason,
        outcome=first.outcome,
        file_id=_choose_file(works),
        ended_at=now,
        next_at=None,
        claim="",
    )


def _apply(works: Sequence[Work]) -> None:
    """The effects one after the other, always in the same order: so do the locks that they take."""
    for some in _group(works, lambda work: work.event.effect):
        cases = [work.case for work in some if work.case is not None]
        said = some[0].handler.apply_all(cases, [work.found for work in some])
        for work, outcome in zip(some, said, strict=True):
            work.outcome = outcome


def _choose_file(works: Sequence[Work]) -> Any:
    """The column of their file, for the statement that ends them."""
    placed = _group([work for work in works if work.case is not None], lambda work: work.file_id)
    cases = [When(pk__in=[work.event.pk for work in some], then=Value(some[0].file_id)) for some in placed]
    return Case(*cases, default=F("file_id")) if cases else F("file_id")


def _group(works: Iterable[Work], key: Callable[[Work], Any]) -> Iterator[list[Work]]:
    """In the order of the keys; each group in its own order."""
    for _key, some in groupby(sorted(works, key=key), key):
        yield list(some)


def _decide(event: Event, error: Exception, now: datetime) -> datetime | None:
    """Plan the next try, and say when it is; None when the event is given up."""
    decision = decide(error, may_have_sent=False)
    if decision.is_alert:
        logger.error(  # the error's text may hold what must not be logged
            "ALERT event %s (%s): %s", event.pk, event.name, locate(error)
        )
    mine = Event.objects.filter(pk=event.pk, claim=event.claim, state=State.RECEIVED)
    most = MAX_FAULTS if decision.reason == FAULT else MAX_TRIES
    reason = decision.reason[:60]
    if decision.act == "give_up" or event.tries >= most:
        mine.update(state=State.FAILED, next_at=None, ended_at=now, claim="", reason=reason, outcome="")
        logger.error("ALERT event %s (%s) given up: %s", event.pk, event.name, decision.reason)
        return None
    is_rare = decision.is_rare and decision.reason != FAULT
    at = now + draw_pause(event.tries, is_rare=is_rare)
    mine.update(next_at=at, claim="", reason=reason)
    return at
