"""Queries for events and what they stored."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from portal.aptic.events.known_events import list_names
from portal.aptic.events.models import Event, TimelineNote
from portal.file.stored_rows import of_rows
from portal.file.timeline import TimelineEntry
from portal.office.models import Office

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
