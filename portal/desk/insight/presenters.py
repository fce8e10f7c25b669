"""Figures as tables and as bars of one scale; events of the trail as a reader reads them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.audit.models import Event
from portal.audit.words import describe_act
from portal.desk.guarded.presenters import WORDINGS
from portal.desk.insight.figures import FEWEST, Bar, Figure, Period, is_whole
from portal.desk.insight.trail import find_group
from portal.web import formats
from portal.web.formats import moment
from portal.web.spreadsheet import write_csv

BAR_WIDTH, ROW_HEIGHT, LABEL_WIDTH = 320, 26, 220
GROUPS: dict[str, Any] = {
    "balance": gettext_lazy("Balance"),
    "budget": gettext_lazy("Budget"),
    "case": gettext_lazy("Files at the desk"),
    "contact": gettext_lazy("Contact details"),
    "crm": gettext_lazy("CRM systems"),
    "delivery": gettext_lazy("Deliveries"),
    "event": gettext_lazy("Events of Aptic"),
    "link": gettext_lazy("Links to CRM records"),
    "message": gettext_lazy("Messages of people"),
    "money": gettext_lazy("Where money goes"),
    "office": gettext_lazy("The office"),
    "payment": gettext_lazy("Payments"),
    "plan": gettext_lazy("Payment plans"),
    "receipt": gettext_lazy("Receipts"),
    "reminder": gettext_lazy("Reminders"),
    "sign": gettext_lazy("Signing in to a file"),
    "staff": gettext_lazy("Staff"),
    "webhook": gettext_lazy("Webhooks"),
    "work": gettext_lazy("Work of the desk"),
}
"""The groups of acts, by how their codes begin."""
DETAILS: dict[str, Any] = {
    "change": gettext_lazy("Number of the change"),
    "proposed_by": gettext_lazy("Proposed by"),
    "user": gettext_lazy("Member of staff"),
}
PEOPLE = ("proposed_by", "user")
"""Details that hold the id of a member of staff."""


@dataclass(frozen=True, slots=True)
class DrawnBar:
    """A bar and its texts; lengths in units of the chart."""

    label: str
    shown: str
    y: int
    text_y: int
    length: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A figure, its rows for the table, and its picture."""

    title: str
    text: str
    unit: str
    rows: tuple[dict[str, str], ...]
    bars: tuple[DrawnBar, ...]
    height: int


def draw_beside(now: list[Figure], before: list[Figure], *, of: Period, beside: Period) -> list[Drawn]:
    """The figures of a period, each beside the same one of an earlier period if that is still kept."""
    known = {figure.title: figure for figure in before if is_whole(figure, beside)}
    return [draw(figure, known.get(figure.title), is_all=is_whole(figure, of)) for figure in now]


def draw(figure: Figure, before: Figure | None, *, is_all: bool) -> Drawn:
    """Scales the bars so that the longest fills the width."""
    most = max((bar.value or 0 for bar in figure.bars), default=0)
    bars = tuple(
        DrawnBar(
            label=bar.label,
            shown=_format_bar(bar),
            y=number * ROW_HEIGHT + 4,
            text_y=number * ROW_HEIGHT + 18,
            length=round(BAR_WIDTH * (bar.value or 0) / most) if most else 0,
        )
        for number, bar in enumerate(figure.bars)
    )
    values = {bar.label: _format_bar(bar) for bar in figure.bars}
    earlier = {bar.label: _format_bar(bar) for bar in before.bars} if before else {}
    rows = tuple(
        {"label": label, "value": values.get(label, "–"), "before": earlier.get(label, "–")}
        for label in {**values, **earlier}
    )
    rest = _("What is older than %(num)s days is no longer kept.") % {"num": figure.kept_days}
    text = figure.text if is_all else f"{figure.text} {rest}".strip()
    return Drawn(figure.title, text, figure.unit, rows, bars, len(bars) * ROW_HEIGHT)


def describe(period: Period) -> str:
    """Its first and its last day."""
    last = timezone.localtime(period.until - timedelta(microseconds=1))
    return _("%(first)s up to and including %(last)s") % {
        "first": formats.day(timezone.localdate(period.since)),
        "last": formats.day(last.date()),
    }


def write_figures(figures: list[Drawn]) -> bytes:
    """All tables as one, for a spreadsheet."""
    header = [_("Figure"), _("What"), _("Counted in"), _("Value"), _("The period before")]
    rows = [
        [figure.title, row["label"], figure.unit, row["value"], row["before"]]
        for figure in figures
        for row in figure.rows
    ]
    return write_csv(header, rows)


def _format_bar(bar: Bar) -> str:
    if bar.value is None:
        return _("fewer than %(num)s") % {"num": FEWEST}
    return bar.shown or f"{bar.value:g}"


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event in the list."""

    number: str
    href: str
    at: str
    who: str
    group: str
    act: str
    file: str


def present_event(event: Event, names: dict[str, str], files: dict[str, str]) -> EventRow:
    """One line of the trail. ``files``: what the files are called, by their ids."""
    return EventRow(
        number=str(event.number),
        href=reverse("insight:audit-event", args=[event.number]),
        at=moment(event.at),
        who=names.get(event.staff_id) or str(Event.ActorKind(event.actor).label),
        group=str(GROUPS.get(find_group(event, GROUPS), "")),
        act=describe_act(event.act),
        file=files.get(event.file_id, ""),
    )


def present_changes(event: Event) -> list[dict[str, str]]:
    """Both values of each field that the act changed; in the words of the setting, if it has any."""
    details = event.details
    fields = details.get("fields")
    if isinstance(fields, dict):
        if lines := _present_in_words(event.act, fields):
            return lines
        pairs = [(name, one.get("before"), one.get("after")) for name, one in fields.items()]
    elif isinstance(details.get("before"), dict) and isinstance(details.get("after"), dict):
        before, after = details["before"], details["after"]
        pairs = [(name, before.get(name), after.get(name)) for name in {**before, **after}]
    elif "from" in details and "to" in details:
        pairs = [(_("state"), details["from"], details["to"])]
    else:
        return []
    return [
        {"name": str(name), "before": _write(before), "after": _write(after)} for name, before, after in pairs
    ]


def _present_in_words(act: str, fields: dict[str, Any]) -> list[dict[str, str]]:
    """The lines as the pages of a change by two people show them; none for values of an older release."""
    wording = next((one for one in WORDINGS.collect() if act.startswith(f"{one.prefix}-")), None)
    if wording is None:
        return []
    before, after = (
        {name: one[side] for name, one in fields.items() if one.get(side) is not None}
        for side in ("before", "after")
    )
    try:
        found = wording.list_differences(before, after)
    except (KeyError, TypeError, ValueError):
        return []
    return [{"name": line.label, "before": line.before, "after": line.after} for line in found]


def find_people(event: Event) -> set[str]:
    """The ids of the members of staff whom the event names."""
    return {event.staff_id, *(str(event.details.get(name) or "") for name in PEOPLE)} - {""}


def present_details(event: Event, names: dict[str, str]) -> list[tuple[str, str]]:
    """The other details of the event. ``names``: of staff, by their ids."""
    shown = {"fields", "before", "after", "from", "to"} if present_changes(event) else set()
    return [
        (str(DETAILS.get(name, name)), (name in PEOPLE and names.get(str(value))) or _write(value))
        for name, value in event.details.items()
        if name not in shown
    ]


def _write(value: Any) -> str:
    if value is None or value == "":
        return "–"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def present_events(events: Iterable[Event], names: dict[str, str], files: dict[str, str]) -> list[EventRow]:
    """The list."""
    return [present_event(event, names, files) for event in events]
