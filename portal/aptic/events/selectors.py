"""Events and what they left behind, to look at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from portal.aptic.events.catalogue import list_names
from portal.aptic.events.models import ContactCheck, Event, PlanNews, Respite, TimelineNote
from portal.office.models import Office

EARLIEST, LATEST = date(1900, 1, 1), date(9000, 1, 1)
"""Days that have a day before and a day after, in every zone."""


@dataclass(frozen=True, slots=True)
class Pause:
    """The collection of a file rests. ``until``: the last day, when the office told one."""

    since: datetime
    until: date | None


def get_respite(file_id: str, *, today: date | None = None) -> Pause | None:
    """The pause of the collection of a file, or None. Of several the one that lasts longest.

    A pause of a single invoice (ledger) is not one of the file.
    """
    today = today or timezone.localdate()
    on = Respite.objects.filter(file_id=file_id, kind=Respite.Kind.COLLECTION, is_on=True)
    found = list(on.filter(Q(until__isnull=True) | Q(until__gte=today)))
    if not found:
        return None
    longest = max(found, key=lambda one: (one.until is None, one.until or today))
    return Pause(since=longest.occurred_at, until=longest.until)


def get_plan_news(file_id: str) -> PlanNews | None:
    """The last that Aptic told of the plan in a file, or None."""
    return PlanNews.objects.filter(file_id=file_id).first()


def list_timeline_notes(file_id: str) -> list[TimelineNote]:
    """Lines for the timeline of a file, oldest first."""
    return list(TimelineNote.objects.filter(file_id=file_id).order_by("occurred_at", "pk"))


def list_open_checks(file_id: str = "") -> list[ContactCheck]:
    """Contact details to check, oldest first; of one file, or of all."""
    found = ContactCheck.objects.filter(is_open=True)
    found = found.filter(file_id=file_id) if file_id else found
    return list(found.order_by("occurred_at", "pk")[:500])


def list_events(office: Office | None, chosen: Mapping[str, Any]) -> QuerySet[Event]:
    """The feed, newest first. ``chosen``: group, name, state, file (number or id), day (our zone)."""
    found = Event.objects.filter(office=office) if office and office.pk else Event.objects.all()
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
    found = Event.objects.filter(office=office) if office and office.pk else Event.objects.all()
    return found.filter(pk=event_id).first()


def count_open_checks() -> int:
    """How many contact details are to be checked."""
    return ContactCheck.objects.filter(is_open=True).count()


def get_closed_check(check_id: int) -> ContactCheck | None:
    """One that somebody looked at."""
    return ContactCheck.objects.filter(pk=check_id, is_open=False).first()


def get_open_check(check_id: int) -> ContactCheck | None:
    """One that is still to be checked."""
    return ContactCheck.objects.filter(pk=check_id, is_open=True).first()
