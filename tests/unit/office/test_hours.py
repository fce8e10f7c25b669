"""When an office is open: what people type, the week, times off, and the words."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from portal.office.hours.week import Hours, format_spans, parse_spans
from portal.office.hours.words import describe_closings, describe_now, format_week, make_hours

ZONE = ZoneInfo("Europe/Brussels")
WEEK = {
    **dict.fromkeys(("mon", "tue", "wed", "thu"), "9:00-12:00, 13:30-17:00"),
    "fri": "9:00-12:00",
    "closed": "2026-12-24/2027-01-02",
}


def make(**other: object) -> Hours:
    hours = make_hours({**WEEK, **other})
    assert hours is not None
    return hours


def at(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    "text", ["9-12, 13.30-17", "9:00–12:00 13:30–17:00", "9h-12h;13h30-17h", "09:00 - 12:00 + 13u30 - 17u"]
)
def test_hours_are_read_as_people_type_them(text: str) -> None:
    assert format_spans(parse_spans(text)) == "9:00-12:00, 13:30-17:00"


@pytest.mark.parametrize(
    "text", ["9", "12-9", "9-13, 12-17", "25-26", "9-9", "nine-ten", "9:5-10", "1-2 3-4 5-6 7-8"]
)
def test_what_is_no_time_or_out_of_order_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever it says
        parse_spans(text)


def test_nothing_typed_is_closed_and_no_week_is_no_hours() -> None:
    assert parse_spans("  ") == ()
    assert make_hours({"closed": "2026-12-25"}) is None


def test_open_until_the_end_of_the_span() -> None:
    hours = make()
    assert hours.find_closing(at(2, 9)) == time(12)
    assert hours.find_closing(at(2, 12)) is None
    assert hours.find_opening(at(2, 12)) == at(2, 13, 30)
    assert hours.find_opening(at(6, 12)) == at(9, 9)


def test_times_off_and_holidays_are_closed() -> None:
    hours = make()
    assert hours.list_spans(date(2026, 12, 28)) == ()
    assert hours.list_spans(date(2026, 7, 21)) == ()
    assert make(keeps_holidays=False).list_spans(date(2026, 7, 21)) != ()
    assert hours.find_opening(at(24, 9, month=12)) == datetime(2027, 1, 4, 9, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", "Nu gesloten. Weer open op maandag 9 maart om 09:00."),
        ("fr", "Fermé maintenant. Rouvre le lundi 9 mars à 09:00."),
        ("en", "Closed now. Open again on Monday 9 March at 09:00."),
    ],
)
def test_it_is_said_in_the_language_of_the_reader(language: str, words: str) -> None:
    with translation.override(language):
        assert describe_now(make(), at(6, 12)) == words


def test_days_with_the_same_hours_stand_together() -> None:
    with translation.override("en"):
        hours = make()
        assert format_week(hours) == "Monday–Thursday 9:00–12:00, 13:30–17:00 · Friday 9:00–12:00"
        assert describe_now(hours, at(2, 10)) == "Open now, until 12:00."
        assert describe_closings(hours, date(2026, 12, 12)) == [
            "Closed from 24 December 2026 to 2 January 2027."
        ]
        assert describe_closings(hours, date(2026, 12, 1)) == []
