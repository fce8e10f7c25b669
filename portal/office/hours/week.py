"""The office's opening hours: each day of the week, times off, and whether it is open now. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from portal.web.bank_days import BELGIUM, list_holidays

LOOK_AHEAD_DAYS = 60
MOST_SPANS = 3

Span = tuple[time, time]


@dataclass(frozen=True, slots=True)
class Hours:
    """``week``: the spans of each day, Monday first. ``closed``: first and last day of each time off.

    ``keeps_holidays``: closed on the public holidays of ``country``. Moments are in the office's zone.
    """

    week: tuple[tuple[Span, ...], ...]
    closed: tuple[tuple[date, date], ...] = ()
    keeps_holidays: bool = True
    country: str = BELGIUM

    def list_spans(self, on: date) -> tuple[Span, ...]:
        """When it is open on a day."""
        if any(first <= on <= last for first, last in self.closed):
            return ()
        if self.keeps_holidays and on in list_holidays(on.year, self.country):
            return ()
        return self.week[on.weekday()]

    def find_closing(self, at: datetime) -> time | None:
        """When it closes, if it is open at that time; None while it is closed."""
        now = at.time()
        return next((end for start, end in self.list_spans(at.date()) if start <= now < end), None)

    def find_opening(self, at: datetime) -> datetime | None:
        """When it opens next after a moment; None when not within two months."""
        for days in range(LOOK_AHEAD_DAYS):
            on = at.date() + timedelta(days=days)
            for start, _end in self.list_spans(on):
                opens = datetime.combine(on, start, tzinfo=at.tzinfo)
                if opens > at:
                    return opens
        return None


def parse_spans(text: str) -> tuple[Span, ...]:
    """Spans as people type them: "9-12, 13.30-17", "9:00–12:00 13:00–16:00"; "" is closed.

    Raises: ValueError for anything else, and for spans that overlap or are out of order.
    """
    tidied = text.replace("–", "-").replace(" - ", "-").replace(",", " ").replace(";", " ").replace("+", " ")
    spans = tuple(_parse_span(part) for part in tidied.split())
    moments = [moment for span in spans for moment in span]
    if moments != sorted(set(moments)) or len(spans) > MOST_SPANS:
        raise ValueError(text)
    return spans


def format_spans(spans: Iterable[Span]) -> str:
    """Spans as they are stored and typed: "9:00-12:00, 13:30-17:00"."""
    return ", ".join(f"{_format(start)}-{_format(end)}" for start, end in spans)


def _parse_span(text: str) -> Span:
    start, dash, end = text.partition("-")
    if not dash:
        raise ValueError(text)
    return _parse_time(start), _parse_time(end)


def _parse_time(text: str) -> time:
    hours, _mark, minutes = text.replace(".", ":").replace("h", ":").replace("u", ":").partition(":")
    if not (hours.isascii() and hours.isdigit() and len(hours) <= 2):
        raise ValueError(text)
    if minutes and not (minutes.isascii() and minutes.isdigit() and len(minutes) == 2):
        raise ValueError(text)
    return time(int(hours), int(minutes or 0))


def _format(moment: time) -> str:
    return f"{moment.hour}:{moment.minute:02d}"
