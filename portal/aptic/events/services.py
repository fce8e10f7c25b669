"""What staff do with events."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.aptic.events.file_lookup import find_by_number
from portal.aptic.events.known_events import find_entry
from portal.aptic.events.models import Event, State
from portal.aptic.events.receiving.identifiers import Identifier, read_identifiers
from portal.aptic.events.receiving.store import open_payload, plan_sweep
from portal.audit.actors import Actor
from portal.audit.services import record
from portal.crm.links.models import System
from portal.crm.links.panel import services as links
from portal.crm.links.systems.records import Record


class NoSuchFileError(Exception):
    """No file, or more than one, has this number."""


def get_surest_identifier(event: Event) -> Identifier | None:
    """The event's most certain identifier, which a link to a file will use; None without one."""
    told = (open_payload(event) or {}).get("data")
    return read_identifiers(told).surest if isinstance(told, dict) else None


@transaction.atomic
def replay(event: Event, *, by: Actor) -> bool:
    """Have an event handled once more. False when it is waiting already.

    Safe: an effect uses the current state, and never undoes a newer event. The files are looked up again,
    unless a person chose one.
    """
    if not _open_again(Event.objects.filter(pk=event.pk)):
        return False
    record("event-replayed", by=by, file_id=event.file_id, details=_make_details(event))
    plan_sweep(timezone.now())
    return True


def link(event: Event, number: str, *, by: Actor) -> int:
    """Set the file of an event, and handle it and all like it. Returns how many there were.

    Raises: NoSuchFileError; IntegrationError when Tagor must be asked and does not answer.
    """
    found = find_by_number(number)
    if len(found) != 1:
        raise NoSuchFileError(number)
    identifier = get_surest_identifier(event)
    with transaction.atomic():
        if identifier is not None:
            resource, record_id = identifier
            links.join_record(found[0], "", _make_record(resource, record_id), by=by)
        Event.objects.filter(pk=event.pk).update(file_id=found[0], is_placed=True)
        again = Event.objects.filter(pk=event.pk)
        if event.lane:
            again |= Event.objects.filter(lane=event.lane, state=State.UNLINKED)
        count = _open_again(again)
        record("event-linked", by=by, file_id=found[0], details=_make_details(event))
        plan_sweep(timezone.now())
    return count


def _open_again(events: Any) -> int:
    """Let ended events wait again, with the effect the catalogue has for them now."""
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


def _make_details(event: Event) -> dict[str, Any]:
    return {"event": event.pk, "name": event.name}
