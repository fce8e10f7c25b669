"""Events as they are kept: sealed, once each, and looked at soon by the worker."""

import json
from datetime import datetime
from typing import Any

from django.db import transaction

from portal.aptic.events.catalogue import find_entry
from portal.aptic.events.clues import read_clues
from portal.aptic.events.models import Event, State, Sweep
from portal.aptic.events.reading import Told
from portal.office.models import Office
from portal.web.planning import Job
from portal.web.sealing import seal, unseal

PURPOSE = "event"
SWEEP = Job("portal.aptic.events.tasks.sweep")


@transaction.atomic
def keep(told: tuple[Told, ...], *, office: Office, now: datetime) -> None:
    """Store the events, those that are known already left out, and have the worker look soon."""
    rows = [_make_row(one, office, now) for one in told]
    Event.objects.bulk_create(rows, ignore_conflicts=True)
    if any(row.state == State.RECEIVED for row in rows):
        plan_sweep(now)


def _make_row(told: Told, office: Office, now: datetime) -> Event:
    entry = find_entry(told.name)
    effect = entry.effect if entry else ""
    state = State.RECEIVED if effect else State.IGNORED if entry else State.UNKNOWN
    is_open, clues = state == State.RECEIVED, read_clues(told.data)
    return Event(
        office_id=office.pk,
        name=told.name,
        mark=told.mark,
        remote_id=told.remote_id,
        lane=clues.lane,
        file_name=clues.file_name,
        received_at=now,
        occurred_at=told.said_at or now,
        payload=seal(told.content, purpose=PURPOSE),
        state=state,
        effect=effect,
        next_at=now if is_open else None,
        ended_at=None if is_open else now,
    )


def open_payload(event: Event) -> dict[str, Any] | None:
    """What Aptic told, without the secret; None when the key it was sealed with is gone."""
    text = unseal(event.payload, purpose=PURPOSE)
    return None if text is None else json.loads(text)


def plan_sweep(at: datetime) -> None:
    """Have a sweep at that moment or earlier."""
    SWEEP.plan_or_advance_noted(at, note=Sweep)
