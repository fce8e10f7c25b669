"""Searches the trail by person, file, kind of act and day; exports it as CSV."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from portal import registry
from portal.audit.actors import Actor
from portal.audit.models import Event
from portal.audit.services import find_broken_link, record
from portal.integrations.tagor.filters import file_name_is
from portal.web.spreadsheet import write_csv

MOST_EXPORTED = 10_000
MOST_CHECKED = 5_000
SHORTEST_ID = 15
SIGN, STAFF = "sign", "staff"
HEADER = ("number", "at", "actor", "staff", "act", "file", "request", "details", "seal")


@dataclass(frozen=True, slots=True)
class TrailFilters:
    """Filters of events; empty ones do not filter. ``group``: how the act begins. Days inclusive."""

    staff_id: str = ""
    actor: str = ""
    group: str = ""
    file_ids: tuple[str, ...] | None = None
    first_on: date | None = None
    last_on: date | None = None


def list_events(filters: TrailFilters) -> QuerySet[Event]:
    """The newest first."""
    found = Event.objects.order_by("-number")
    if filters.staff_id:
        found = found.filter(staff_id=filters.staff_id)
    if filters.actor:
        found = found.filter(actor=filters.actor)
    if filters.group:
        found = found.filter(_is_of_group(filters.group))
    if filters.file_ids is not None:
        found = found.filter(file_id__in=filters.file_ids)
    if filters.first_on:
        found = found.filter(at__gte=_begin(filters.first_on))
    if filters.last_on:
        found = found.filter(at__lt=_begin(filters.last_on + timedelta(days=1)))
    return found


def find_group(event: Event, groups: Iterable[str]) -> str:
    """The group of an act by how its code begins; "" without one. Only a person signs in to a file."""
    if event.act.startswith(SIGN) and event.actor == Event.ActorKind.STAFF:
        return STAFF
    return next((start for start in groups if event.act.startswith(start)), "")


def _is_of_group(group: str) -> Q:
    """The same as a question to the database."""
    of_staff = Q(act__startswith=SIGN, actor=Event.ActorKind.STAFF)
    found = Q(act__startswith=group)
    return found & ~of_staff if group == SIGN else found | of_staff if group == STAFF else found


def find_file_ids(typed: str) -> tuple[str, ...]:
    """The ids of files by number, or the id itself. Raises: IntegrationError when Tagor does not answer."""
    if typed.isdecimal() and len(typed) >= SHORTEST_ID:
        return (typed,)
    return tuple(row.file_id for row in registry.tagor().search_files(filters=[file_name_is(typed)]))


def export_events(filters: TrailFilters, *, by: Actor) -> bytes:
    """The newest of these as CSV, at most ``MOST_EXPORTED``; the trail records who exported how many."""
    rows = [
        [
            str(event.number),
            event.at.isoformat(),
            event.actor,
            event.staff_id,
            event.act,
            event.file_id,
            event.request_id,
            json.dumps(event.details, ensure_ascii=False, sort_keys=True),
            event.seal,
        ]
        for event in list_events(filters)[:MOST_EXPORTED]
    ]
    details = {"rows": len(rows), "staff": filters.staff_id, "group": filters.group, "actor": filters.actor}
    record("audit-exported", by=by, details=details)
    return write_csv(list(HEADER), rows)


def check_trail(*, by: Actor) -> int | None:
    """Verify the newest seals: the number of the first event that does not fit, None when all do.

    No more than a request may take; ``portal.audit.tasks`` proves the whole trail once a day.
    """
    broken = find_broken_link(newest=MOST_CHECKED)
    record("audit-checked", by=by, details={"broken": broken, "newest": MOST_CHECKED})
    return broken


def _begin(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time()))
