"""Stores events: sealed, once each, to be handled soon by the worker."""

import json
from collections.abc import Sequence
from datetime import datetime
from itertools import chain
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.aptic.events.known_events import find_entry
from portal.aptic.events.models import Event, State, Sweep
from portal.aptic.events.receiving.identifiers import read_identifiers
from portal.aptic.events.receiving.payloads import PostedEvent
from portal.office.selectors import get_office
from portal.web.group_commit import GroupCommit
from portal.web.job_scheduling import Job
from portal.web.sealing import seal, unseal

PURPOSE = "event"
SWEEP = Job("portal.aptic.events.tasks.sweep")
MOST_MESSAGES = 64
"""Messages that are stored in one transaction."""


def store_events(posted: Sequence[PostedEvent], *, now: datetime) -> None:
    """Store the events, except those known already, and plan a sweep; all that come at once in one go."""
    _STORING.do([_make_row(one, now) for one in posted])


@transaction.atomic
def _store_all(messages: Sequence[Sequence[Event]]) -> None:
    """The events of several messages, in the order in which they came."""
    rows, office = list(chain.from_iterable(messages)), get_office()
    for row in rows:
        row.office_id = office.pk
    Event.objects.bulk_create(rows, ignore_conflicts=True)
    if any(row.state == State.RECEIVED for row in rows):
        plan_sweep(timezone.now())


_STORING: GroupCommit[Sequence[Event]] = GroupCommit(_store_all, most=MOST_MESSAGES)


def _make_row(posted: PostedEvent, now: datetime) -> Event:
    entry = find_entry(posted.name)
    effect = entry.effect if entry else ""
    state = State.RECEIVED if effect else State.IGNORED if entry else State.UNKNOWN
    is_open, identifiers = state == State.RECEIVED, read_identifiers(posted.data)
    return Event(
        name=posted.name,
        mark=posted.fingerprint,
        remote_id=posted.remote_id,
        lane=identifiers.lane,
        file_name=identifiers.file_name,
        received_at=now,
        occurred_at=posted.said_at or now,
        payload=seal(posted.content, purpose=PURPOSE),
        state=state,
        effect=effect,
        next_at=now if is_open else None,
        ended_at=None if is_open else now,
    )


def open_payload(event: Event) -> dict[str, Any] | None:
    """The payload without the secret; None when the key it was sealed with is gone."""
    text = unseal(event.payload, purpose=PURPOSE)
    return None if text is None else json.loads(text)


def plan_sweep(at: datetime) -> None:
    """Make sure of a sweep at that time or earlier."""
    SWEEP.plan_or_advance_noted(at, note=Sweep)
