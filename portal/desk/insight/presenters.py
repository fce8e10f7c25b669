"""Figures as tables and as bars of one scale; events of the trail as a reader reads them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.audit.models import Event
from portal.audit.words import describe_act
from portal.desk.insight.figures import FEWEST, Bar, Figure
from portal.web.formats import moment

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


def draw(figure: Figure) -> Drawn:
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
    rows = tuple({"label": bar.label, "value": _format_bar(bar)} for bar in figure.bars)
    height = len(bars) * ROW_HEIGHT
    return Drawn(figure.title, figure.text, figure.unit, rows, bars, height)


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
        group=name_group(event.act),
        act=describe_act(event.act),
        file=files.get(event.file_id, ""),
    )


def name_group(act: str) -> str:
    """The name of a group of acts; "" without one."""
    return next((str(words) for start, words in GROUPS.items() if act.startswith(start)), "")


def present_changes(event: Event) -> list[dict[str, str]]:
    """Both values of each field that the act changed."""
    details = event.details
    fields = details.get("fields")
    if isinstance(fields, dict):
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


def present_details(event: Event) -> list[tuple[str, str]]:
    """The other details of the event."""
    shown = {"fields", "before", "after", "from", "to"} if present_changes(event) else set()
    return [(name, _write(value)) for name, value in event.details.items() if name not in shown]


def _write(value: Any) -> str:
    if value is None or value == "":
        return "–"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def present_events(events: Iterable[Event], names: dict[str, str], files: dict[str, str]) -> list[EventRow]:
    """The list."""
    return [present_event(event, names, files) for event in events]
