"""Rows of the queue and its filters, in words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.desk.queue.selectors import Entry, Sheet
from portal.desk.queue.wanted import AGES, ALL, FREE, MINE, OURS, Wanted
from portal.desk.work import list_work
from portal.web import formats
from portal.web.formats import name_person
from portal.web.paging import Pager

Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class RowView:
    """One row. ``name`` distinguishes it for screen readers; URLs of acts by name.

    ``tick``: name and value of the box that chooses its file, see ``desk.case.contributions.FILES_ACTS``.
    """

    element_id: str
    href: str
    preview: str
    kind: str
    fact: str
    file: str
    age: str
    due: str
    due_kind: str
    owner: str
    asleep: str
    name: str
    acts: dict[str, str]
    can_take: bool
    can_give_back: bool
    tick: tuple[str, str]


@dataclass(frozen=True, slots=True)
class FiltersView:
    """The active filters, and the choices. ``is_narrowed``: a filter can be removed."""

    whose: str
    whose_choices: list[Choice]
    kind: str
    kind_choices: list[Choice]
    age: str
    age_choices: list[Choice]
    language: str
    language_choices: list[Choice]
    is_narrowed: bool


def present_row(entry: Entry, user: Any, numbers: Mapping[str, str]) -> RowView:
    """One row, for this person. ``numbers``: what people call the files, by id."""
    item, hold = entry.item, entry.hold
    key = {"kind": entry.work.kind, "row_id": entry.row_id}
    owner_id = hold.owner_id if hold else None
    due_kind, due = _describe_due(item.due_at)
    file = item.file_name or numbers.get(item.file_id, "")
    return RowView(
        element_id=f"work-{entry.work.kind}-{entry.row_id}",
        href=item.address,
        preview=item.address if entry.work.has_preview else "",
        kind=str(entry.work.title),
        fact=item.fact,
        file=file,
        age=describe_age(entry.since),
        due=due,
        due_kind=due_kind,
        owner=name_person(hold.owner) if hold and hold.owner else "",
        asleep=_describe_snooze(entry),
        name=f"{entry.work.title} {file}".strip(),
        acts={
            act: reverse(f"desk:work-{act}", kwargs=key)
            for act in ("take", "give-back", "assign", "sleep", "wake")
        },
        can_take=owner_id is None,
        can_give_back=owner_id == user.pk,
        tick=("number", item.file_name) if item.file_name else ("file", item.file_id),
    )


def present_filters(user: Any, wanted: Wanted, usual: Wanted) -> FiltersView:
    """``usual``: what the page shows without a choice."""
    kinds = [(work.kind, str(work.title)) for work in list_work(user)]
    return FiltersView(
        whose=wanted.whose,
        whose_choices=[
            (OURS, _("Mine and nobody’s")),
            (MINE, _("Mine")),
            (FREE, _("Nobody’s yet")),
            (ALL, _("Everybody’s")),
        ],
        kind=wanted.kind,
        kind_choices=kinds,
        age=str(wanted.older_days or ""),
        age_choices=[(str(days), _describe_older(days)) for days in AGES],
        language=wanted.language,
        language_choices=settings.LANGUAGES,
        is_narrowed=replace(wanted, after=None, before=None) != usual,
    )


def present_pager(sheet: Sheet, wanted: Wanted, path: str) -> Pager:
    """The neighbours of this page."""
    return Pager(
        words="",
        previous_href=path + wanted.write(before=sheet.before) if sheet.before else "",
        next_href=path + wanted.write(after=sheet.after) if sheet.after else "",
    )


def describe_age(since: datetime) -> str:
    """How long it has waited."""
    waited = max(timezone.now() - since, timedelta())
    minutes = int(waited.total_seconds()) // 60
    if waited >= timedelta(days=1):
        return ngettext("%(num)s day", "%(num)s days", waited.days) % {"num": waited.days}
    if minutes >= 60:
        return ngettext("%(num)s hour", "%(num)s hours", minutes // 60) % {"num": minutes // 60}
    return ngettext("%(num)s minute", "%(num)s minutes", minutes) % {"num": minutes}


def _describe_older(days: int) -> str:
    return ngettext("More than %(num)s day", "More than %(num)s days", days) % {"num": days}


def _describe_due(due_at: datetime | None) -> tuple[str, str]:
    if due_at is None:
        return "", ""
    local = timezone.localtime(due_at)
    if due_at < timezone.now():
        return "bad", _("Late: %(day)s") % {"day": formats.short_day(local)}
    is_today = local.date() == timezone.localdate()
    return ("warn", _("Today")) if is_today else ("wait", formats.short_day(local))


def _describe_snooze(entry: Entry) -> str:
    """Why it is snoozed, even if news has woken it up."""
    hold = entry.hold
    if hold is None or hold.asleep_until is None or hold.asleep_until <= timezone.localdate():
        return ""
    words = {"day": formats.short_day(hold.asleep_until), "reason": hold.reason}
    if hold.asleep_at and hold.asleep_at < entry.news_at:
        return _("Something new came before %(day)s. It waited because: %(reason)s") % words
    return _("Until %(day)s: %(reason)s") % words
