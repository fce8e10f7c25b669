"""Handles stored events: one at a time, in order of arrival for each file. Safe to run in parallel.

An event is claimed by one conditional UPDATE, and ended in the transaction of its effect. A worker that dies
in between leaves it claimed; later another one takes it over, and nothing was done yet.
"""

import logging
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from portal.aptic.events.effects import HANDLERS, Case
from portal.aptic.events.file_lookup import SeveralFilesError, find_files
from portal.aptic.events.identifiers import read_identifiers
from portal.aptic.events.models import Event, State
from portal.aptic.events.store import open_payload, plan_sweep
from portal.outbox.outcomes import decide, locate
from portal.outbox.pauses import draw_pause

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
"""A worker that has claimed an event for this long counts as dead. No effect may take this long."""
MAX_TRIES = 60
"""With pauses that grow to an hour: some two days."""
MAX_FAULTS = 6
"""Tries of an event on which our own code fails."""
BATCH = 100
FAULT = "handler-error"

Clock = Callable[[], datetime]


class _Refused(Exception):
    """Handling it can never succeed; the text is a code."""


def act_on_due(*, now: datetime | None = None, limit: int = 500) -> int:
    """Handle what is due, oldest first, in this process. Returns how many were handled.

    ``now``: a time to use throughout.
    """

    def clock() -> datetime:
        return now or timezone.now()

    done, last = 0, 0
    while done < limit:
        due = Event.objects.filter(state=State.RECEIVED, next_at__lte=clock(), pk__gt=last).order_by("pk")
        batch = list(due.values_list("pk", flat=True)[:BATCH])
        if not batch:
            break
        for pk in batch:
            done += act(pk, clock=clock)
            if done >= limit:
                break
        last = batch[-1]
    return done


def act(event_id: int, *, clock: Clock = timezone.now) -> bool:
    """Handle one event. False: nothing was due, an earlier one of its lane is open, or another has it."""
    event = _claim(event_id, clock())
    if event is None:
        return False
    try:
        case = _make_case(event, clock())
        handler = HANDLERS[event.effect]
        if handler.needs_file and not case.file_ids:
            _end(event, State.UNLINKED, now=clock(), reason="no-file")
            return True
        found = handler.read(case)
        with transaction.atomic():
            # Claimed by another worker: this one was too slow, and leaves the event to it.
            if _lock(event):
                outcome = handler.apply(case, found)
                _end(event, State.DONE, now=clock(), outcome=outcome, file_id=case.file_id)
    except SeveralFilesError:
        _end(event, State.UNLINKED, now=clock(), reason="several-files")
    except _Refused as refused:
        _end(event, State.FAILED, now=clock(), reason=str(refused))
    except Exception as error:  # noqa: BLE001 - one event must never stop the others
        _try_again_or_fail(event, error, clock())
    return True


def _claim(event_id: int, now: datetime) -> Event | None:
    lane = Event.objects.filter(lane=OuterRef("lane"), state=State.RECEIVED, pk__lt=OuterRef("pk"))
    mine = Event.objects.filter(pk=event_id, state=State.RECEIVED, next_at__lte=now)
    mine = mine.exclude(Exists(lane.exclude(lane="")))
    claim = secrets.token_hex(16)
    if not mine.update(claim=claim, next_at=now + LEASE, tries=F("tries") + 1):
        return None
    return Event.objects.filter(pk=event_id, claim=claim).first()


def _make_case(event: Event, now: datetime) -> Case:
    """Raises: _Refused, SeveralFilesError, IntegrationError."""
    payload = open_payload(event)
    if payload is None:
        raise _Refused("payload-gone")
    handler = HANDLERS.get(event.effect)
    if handler is None:
        raise _Refused("no-effect")
    data = payload.get("data")
    data = data if isinstance(data, dict) else {}
    if event.is_placed:
        return Case(event, data, (event.file_id,), now)
    identifiers = read_identifiers(data)
    file_ids = find_files(identifiers, takes_several=handler.takes_several)
    return Case(event, data, file_ids, now)


def _lock(event: Event) -> bool:
    """Whether the claim is still ours; the row is locked until the transaction ends."""
    mine = Event.objects.select_for_update().filter(pk=event.pk, claim=event.claim, state=State.RECEIVED)
    return mine.first() is not None


def _end(event: Event, state: State, *, now: datetime, **values: Any) -> bool:
    """End the event. False when another worker has claimed it in the meantime."""
    mine = Event.objects.filter(pk=event.pk, claim=event.claim, state=State.RECEIVED)
    words = {"outcome": "", "reason": "", **values}
    return bool(mine.update(state=state, next_at=None, ended_at=now, claim="", **words))


def _try_again_or_fail(event: Event, error: Exception, now: datetime) -> None:
    decision = decide(error, may_have_sent=False)
    if decision.is_alert:
        logger.error(  # the error's text may hold what must not be logged
            "ALERT event %s (%s): %s", event.pk, event.name, locate(error)
        )
    most = MAX_FAULTS if decision.reason == FAULT else MAX_TRIES
    if decision.act == "give_up" or event.tries >= most:
        _end(event, State.FAILED, now=now, reason=decision.reason[:60])
        logger.error("ALERT event %s (%s) given up: %s", event.pk, event.name, decision.reason)
        return
    is_rare = decision.is_rare and decision.reason != FAULT
    at = now + draw_pause(event.tries, is_rare=is_rare)
    mine = Event.objects.filter(pk=event.pk, claim=event.claim, state=State.RECEIVED)
    if mine.update(next_at=at, claim="", reason=decision.reason[:60]):
        _hold_lane(event, at)
        plan_sweep(at)


def _hold_lane(event: Event, at: datetime) -> None:
    """Let the later events of its lane wait with it, so that nobody checks them earlier."""
    if event.lane:
        behind = Event.objects.filter(lane=event.lane, state=State.RECEIVED, pk__gt=event.pk, claim="")
        behind.filter(next_at__lt=at).update(next_at=at)
