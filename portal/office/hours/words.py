"""The office's hours in words: the week, upcoming closures, and whether it is open now."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.office.hours.week import Hours, format_spans, parse_spans
from portal.web.bank_days import get_country
from portal.web.formats import day, list_week_days, week_day

NAME = "hours"
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SOON = timedelta(days=14)

Values = dict[str, Any]


def make_hours(values: Values, iban: str = "") -> Hours | None:
    """The hours of stored values; None when none were filled in."""
    if not any(values.get(name) for name in DAYS):
        return None
    return _make(
        tuple(values.get(name, "") for name in DAYS),
        tuple(values.get("closed", "").split()),
        keeps_holidays=values.get("keeps_holidays", True),
        country=get_country(iban),
    )


@lru_cache(maxsize=16)
def _make(week: tuple[str, ...], closed: tuple[str, ...], *, keeps_holidays: bool, country: str) -> Hours:
    times_off = [one.partition("/") for one in closed]
    return Hours(
        tuple(parse_spans(text) for text in week),
        tuple(
            (date.fromisoformat(first), date.fromisoformat(last or first)) for first, _bar, last in times_off
        ),
        keeps_holidays=keeps_holidays,
        country=country,
    )


def format_week(hours: Hours) -> str:
    """The week in a line: days with the same hours together."""
    names, parts = list_week_days(), []
    start = 0
    for place in range(1, len(DAYS) + 1):
        if place < len(DAYS) and hours.week[place] == hours.week[start]:
            continue
        if hours.week[start]:
            days = names[start] if place - start == 1 else f"{names[start]}–{names[place - 1]}"
            parts.append(f"{days} {format_spans(hours.week[start]).replace('-', '–')}")
        start = place
    return " · ".join(parts)


def describe_now(hours: Hours, at: datetime | None = None) -> str:
    """Whether it is open at that time, and until or from when."""
    now = timezone.localtime(at)
    closes = hours.find_closing(now)
    if closes is not None:
        return _("Open now, until %(time)s.") % {"time": f"{closes:%H:%M}"}
    opens = hours.find_opening(now)
    if opens is None:
        return _("Closed now.")
    time = f"{opens:%H:%M}"
    if opens.date() == now.date():
        return _("Closed now. Open again today at %(time)s.") % {"time": time}
    return _("Closed now. Open again on %(day)s at %(time)s.") % {"day": week_day(opens.date()), "time": time}


def describe_closings(hours: Hours, today: date | None = None) -> list[str]:
    """The times off in the next two weeks."""
    today = today or timezone.localdate()
    near = [(first, last) for first, last in hours.closed if first <= today + SOON and last >= today]
    return [
        _("Closed on %(day)s.") % {"day": day(first)}
        if first == last
        else _("Closed from %(first)s to %(last)s.") % {"first": day(first), "last": day(last)}
        for first, last in near
    ]
