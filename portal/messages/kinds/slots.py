"""Time slots for calling somebody back: within the office's hours, without its times off."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from portal.office.hours.week import Hours
from portal.web.formats import week_day

MOST_DAYS = 5
LOOK_AHEAD = timedelta(days=21)
NOON = time(13)
LONG = timedelta(hours=5)
NOTICE = timedelta(hours=1)
"""How long before its end a slot can still be chosen."""


def list_slots(hours: Hours, now: datetime) -> list[str]:
    """The slots of the next open days, as they are stored: "2026-12-01/09:00/12:00".

    ``now`` is in the office's zone.
    """
    found: list[str] = []
    days: set[date] = set()
    on = now.date()
    while on <= (now + LOOK_AHEAD).date() and len(days) < MOST_DAYS:
        slots = [f"{on}/{start:%H:%M}/{end:%H:%M}" for start, end in _list_free(hours, on, now)]
        found += slots
        days |= {on} if slots else set()
        on += timedelta(days=1)
    return found


def is_slot(value: str) -> bool:
    """Whether a stored answer is a slot, and not a part of any day."""
    return value.count("/") == 2


def read_day(slot: str) -> date:
    """The day of a slot."""
    return date.fromisoformat(slot.partition("/")[0])


def format_slot(slot: str) -> str:
    """The day and the times, in the active language."""
    on, start, end = slot.split("/")
    return f"{week_day(date.fromisoformat(on))}, {start}–{end}"


def _list_free(hours: Hours, on: date, now: datetime) -> Iterator[tuple[time, time]]:
    """The slots of one day that do not end too soon; a long one in two halves."""
    for start, end in hours.list_spans(on):
        length = datetime.combine(on, end) - datetime.combine(on, start)
        halves = [(start, NOON), (NOON, end)] if length > LONG and start < NOON < end else [(start, end)]
        for first, last in halves:
            if datetime.combine(on, last, tzinfo=now.tzinfo) - now >= NOTICE:
                yield first, last
