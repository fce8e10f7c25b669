"""What staff do with events, and what time does to them."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from portal.aptic.events.catalogue import find_entry
from portal.aptic.events.clues import Clue, read_clues
from portal.aptic.events.finding import find_by_number
from portal.aptic.events.models import (
    ContactCheck,
    Event,
    PaymentLook,
    PlanNews,
    Respite,
    State,
    TimelineNote,
)
from portal.aptic.events.store import open_payload, plan_sweep
from portal.audit.actors import Actor
from portal.audit.services import record
from portal.crm.links.models import System
from portal.crm.links.panel import services as links
from portal.crm.links.systems.records import Record
from portal.web.retention import Retention

DELETE_AT_ONCE = 5000


class NoSuchFileError(Exception):
    """No file, or more than one, has this number."""


def get_surest_clue(event: Event) -> Clue | None:
    """What the event is known by, and what a link to a file will hold for; None when it names nothing."""
    told = (open_payload(event) or {}).get("data")
    return read_clues(told).surest if isinstance(told, dict) else None


@transaction.atomic
def replay(event: Event, *, by: Actor) -> bool:
    """Have an event acted on once more. False when it waits already.

    Safe: an effect looks at what is so now, and never undoes what a newer event said. The files are looked
    up anew, unless a person said which it is.
    """
    if not _open_again(Event.objects.filter(pk=event.pk)):
        return False
    record("event-replayed", by=by, file_id=event.file_id, details=_tell(event))
    plan_sweep(timezone.now())
    return True


def link(event: Event, number: str, *, by: Actor) -> int:
    """Say which file an event is about, and have it and all like it acted on. How many that were.

    Raises: NoSuchFileError; IntegrationError when Tagor must be asked and does not answer.
    """
    found = find_by_number(number)
    if len(found) != 1:
        raise NoSuchFileError(number)
    clue = get_surest_clue(event)
    with transaction.atomic():
        if clue is not None:
            resource, record_id = clue
            links.join_record(found[0], "", _make_record(resource, record_id), by=by)
        Event.objects.filter(pk=event.pk).update(file_id=found[0], is_placed=True)
        again = Event.objects.filter(pk=event.pk)
        if event.lane:
            again |= Event.objects.filter(lane=event.lane, state=State.UNLINKED)
        count = _open_again(again)
        record("event-linked", by=by, file_id=found[0], details=_tell(event))
        plan_sweep(timezone.now())
    return count


@transaction.atomic
def close_check(check: ContactCheck, *, by: Actor) -> bool:
    """A person looked at the contact details. False when somebody was first."""
    now = timezone.now()
    mine = ContactCheck.objects.filter(pk=check.pk, is_open=True, event_id=check.event_id)
    if not mine.update(is_open=False, closed_at=now, changed_at=now):
        return False
    details = {"kind": check.kind}
    record("contact-check-closed", by=by, file_id=check.file_id, details=details)
    return True


def tidy(now: datetime) -> int:
    """Delete events that have ended, and what they left, when their time is over. How many events.

    Kept on: pauses that still hold and checks that are still open.
    """
    before = now - _get_life()
    for model in (PaymentLook, PlanNews, TimelineNote):
        model._default_manager.filter(changed_at__lt=before).delete()
    ContactCheck.objects.filter(changed_at__lt=before, is_open=False).delete()
    Respite.objects.filter(changed_at__lt=before, is_on=False).delete()
    old = Event.objects.filter(received_at__lt=before).exclude(state=State.RECEIVED).order_by("received_at")
    oldest = list(old.values_list("pk", flat=True)[:DELETE_AT_ONCE])
    return Event.objects.filter(pk__in=oldest).delete()[0] if oldest else 0


def _find_next_end() -> datetime | None:
    """Of the events; what they left is looked at each day, as long as there are any."""
    ended = Event.objects.exclude(state=State.RECEIVED).order_by("received_at")
    first = ended.values_list("received_at", flat=True).first()
    return first + _get_life() if first else None


def _get_life() -> timedelta:
    return timedelta(days=settings.EVENT_RETENTION_DAYS)


KEEPING = Retention("events", tidy, _find_next_end)


def _open_again(events: Any) -> int:
    """Those that had ended wait again, with the effect the catalogue gives them now."""
    now, count = timezone.now(), 0
    for event in events.exclude(state=State.RECEIVED).only("pk", "name", "replays"):
        entry = find_entry(event.name)
        if entry is None or not entry.effect:
            continue
        mine = Event.objects.filter(pk=event.pk).exclude(state=State.RECEIVED)
        count += mine.update(
            state=State.RECEIVED,
            effect=entry.effect,
            next_at=now,
            ended_at=None,
            tries=0,
            outcome="",
            reason="",
            replays=event.replays + 1,
        )
    return count


def _make_record(resource: str, record_id: str) -> Record:
    return Record(system=System.APTIC, resource=resource, record_id=record_id, owner_id="", label="")


def _tell(event: Event) -> dict[str, Any]:
    return {"event": event.pk, "name": event.name}
