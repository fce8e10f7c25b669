"""Queries for events and what they stored."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from portal.aptic.events.known_events import list_names, name_event
from portal.aptic.events.models import Event, State, TimelineNote
from portal.file.stored_rows import of_rows
from portal.file.timeline import MOST_SHOWN, TimelineEntry
from portal.office.models import Office

TOLD = ("pause-began", "pause-ended", "contact-check", "plan-accepted", "plan-read", "plan-differs")
"""Outcomes worth a line in the timeline of a file."""
MOST_COUNTED = 1000
EARLIEST, LATEST = date(1900, 1, 1), date(9000, 1, 1)
"""Days with a day before and a day after, in every time zone."""


@of_rows(TimelineNote)
def list_timeline_entries(file_id: str) -> list[TimelineEntry]:
    """The office's letters, for the timeline of a file."""
    notes = TimelineNote.objects.filter(file_id=file_id)
    return [
        TimelineEntry(note.occurred_at, str(TimelineNote.Kind(note.kind).label), is_for_person=True)
        for note in notes
    ]


@of_rows(Event)
def list_told(file_id: str) -> list[TimelineEntry]:
    """What Aptic told that changed something of the file: pauses, plans, contact details. For staff alone."""
    found = Event.objects.filter(file_id=file_id, state=State.DONE, outcome__in=TOLD).defer("payload")
    return [
        TimelineEntry(
            event.occurred_at,
            name_event(event.name),
            permission="events.view_event",
            address=reverse("events:event", args=[event.pk]),
        )
        for event in found.order_by("-pk")[:MOST_SHOWN]
    ]


def count_stuck(office: Office | None) -> list[tuple[State, int]]:
    """How many events did nothing because somebody must help, by state; at most ``MOST_COUNTED`` of each."""
    found = ((state, _of(office).filter(state=state)) for state in (State.UNLINKED, State.FAILED))
    counts = [(state, len(rows.values_list("pk")[:MOST_COUNTED])) for state, rows in found]
    return [(state, count) for state, count in counts if count]


def list_events(office: Office | None, chosen: Mapping[str, Any]) -> QuerySet[Event]:
    """The feed, newest first. ``chosen``: group, name, state, file (number or id), day (our zone)."""
    found = _of(office)
    if group := chosen.get("group"):
        found = found.filter(name__in=list_names(group))
    if name := chosen.get("name"):
        found = found.filter(name=name)
    if state := chosen.get("state"):
        found = found.filter(state=state)
    if file_id := chosen.get("file"):
        found = found.filter(Q(file_id=file_id) | Q(file_name=file_id))
    if day := chosen.get("day"):
        day = min(max(day, EARLIEST), LATEST)
        begin = timezone.make_aware(datetime.combine(day, time()))
        found = found.filter(received_at__gte=begin, received_at__lt=begin + timedelta(days=1))
    return found.defer("payload").order_by("-pk")


def get_event(office: Office | None, event_id: int) -> Event | None:
    """One of the office's events."""
    return _of(office).filter(pk=event_id).first()


def find_kept(office: Office | None, event_ids: Iterable[int]) -> frozenset[int]:
    """Which of these events are still kept."""
    return frozenset(_of(office).filter(pk__in=set(event_ids)).values_list("pk", flat=True))


def _of(office: Office | None) -> QuerySet[Event]:
    return Event.objects.filter(office=office) if office and office.pk else Event.objects.all()
