"""Finished work: the acts of the trail that end work, newest first, limited to work the user may do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from portal.audit.models import Event
from portal.audit.words import describe_act
from portal.desk.case.opened import name_files
from portal.desk.people.selectors import name_staff
from portal.desk.work import list_work
from portal.web.formats import moment

ROWS_PER_PAGE = 50
LOOKS_BACK = timedelta(days=90)
"""Older acts are found in the audit trail."""


@dataclass(frozen=True, slots=True)
class DoneRow:
    """One finished item. ``number``: of the request or payment it was about."""

    at: str
    what: str
    number: str
    file: str
    href: str
    who: str


def list_done(user: Any, *, is_mine: bool, kind: str = "", before: int | None = None) -> list[Event]:
    """One event more than a page shows."""
    works = [work for work in list_work(user) if kind in {"", work.kind}]
    acts = sorted({act for work in works for act in work.done_by})
    found = Event.objects.filter(
        act__in=acts, actor=Event.ActorKind.STAFF, at__gte=timezone.now() - LOOKS_BACK
    )
    if is_mine:
        found = found.filter(staff_id=str(user.pk))
    if before is not None:
        found = found.filter(number__lt=before)
    return list(found.order_by("-number")[: ROWS_PER_PAGE + 1])


def present_done(events: Iterable[Event]) -> list[DoneRow]:
    """The rows of a page."""
    shown = list(events)
    names = name_staff({event.staff_id for event in shown})
    files = name_files((event.file_id for event in shown), asks=True)
    return [_present(event, names, files) for event in shown]


def _present(event: Event, names: Mapping[str, str], files: Mapping[str, str]) -> DoneRow:
    return DoneRow(
        at=moment(event.at),
        what=describe_act(event.act),
        number=str(event.details.get("request", "")),
        file=files.get(event.file_id, ""),
        href=reverse("case:case", args=[event.file_id]) if event.file_id else "",
        who=names.get(event.staff_id, "–"),
    )
