"""Until when a transfer can be given, in Belgium and in the Netherlands."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.web.bank_days import get_country, get_last_moment, get_next_arrival, is_bank_day, list_holidays

ZONE = ZoneInfo("Europe/Brussels")
CUT_OFF = time(15)
COUNTRIES = st.sampled_from(["BE", "NL"])
MOMENTS = st.builds(
    datetime.combine,
    st.dates(date(2024, 1, 1), date(2090, 12, 31)),
    st.times(),
    st.just(ZONE),
)


@pytest.mark.parametrize(
    ("now", "country", "before", "there"),
    [
        ("2026-11-26T14:59", "BE", "2026-11-26", "2026-11-27"),  # a Thursday
        ("2026-11-26T15:00", "BE", "2026-11-27", "2026-11-30"),
        ("2026-11-27T16:00", "BE", "2026-11-30", "2026-12-01"),
        ("2026-11-22T12:00", "NL", "2026-11-23", "2026-11-24"),  # a Sunday
        ("2026-12-24T10:00", "BE", "2026-12-24", "2026-12-28"),  # Christmas on a Friday
        ("2026-12-31T16:00", "NL", "2027-01-04", "2027-01-05"),
        ("2026-04-02T14:00", "NL", "2026-04-02", "2026-04-07"),  # Easter
        ("2026-07-20T14:00", "BE", "2026-07-20", "2026-07-22"),  # the national day of one
        ("2026-07-20T14:00", "NL", "2026-07-20", "2026-07-21"),
        ("2026-04-26T14:00", "NL", "2026-04-28", "2026-04-29"),  # the King's Day of the other
        ("2026-04-26T14:00", "BE", "2026-04-27", "2026-04-28"),
    ],
)
def test_next_arrival(now: str, country: str, before: str, there: str) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=ZONE)
    arrival = get_next_arrival(moment, cut_off=CUT_OFF, country=country)
    assert arrival.pay_before == datetime.combine(date.fromisoformat(before), CUT_OFF, tzinfo=ZONE)
    assert arrival.on == date.fromisoformat(there)


@given(MOMENTS, COUNTRIES)
def test_both_days_are_bank_days_ahead(now: datetime, country: str) -> None:
    arrival = get_next_arrival(now, cut_off=CUT_OFF, country=country)
    assert arrival.pay_before > now
    assert arrival.pay_before.date() < arrival.on <= arrival.pay_before.date() + timedelta(days=6)
    assert is_bank_day(arrival.pay_before.date(), country)
    assert is_bank_day(arrival.on, country)


@given(st.dates(date(2024, 1, 1), date(2090, 12, 31)), COUNTRIES)
def test_paid_at_the_last_moment_is_there_in_time(due_on: date, country: str) -> None:
    on, hour = get_last_moment(due_on, cut_off=CUT_OFF, country=country)
    just_before = datetime.combine(on, hour, tzinfo=ZONE) - timedelta(minutes=1)
    assert get_next_arrival(just_before, cut_off=CUT_OFF, country=country).on >= due_on - timedelta(days=6)
    if is_bank_day(due_on, country):
        assert get_next_arrival(just_before, cut_off=CUT_OFF, country=country).on == due_on


@pytest.mark.parametrize(
    ("year", "day"), [(2026, date(2026, 4, 27)), (2025, date(2025, 4, 26)), (2031, date(2031, 4, 26))]
)
def test_kings_day_moves_from_a_sunday(year: int, day: date) -> None:
    assert day in list_holidays(year, "NL")
    assert day not in list_holidays(year, "BE")


@pytest.mark.parametrize(
    ("iban", "country"),
    [("BE68539007547034", "BE"), ("nl91abna0417164300", "NL"), ("DE", "BE"), ("", "BE")],
)
def test_country_of_an_account(iban: str, country: str) -> None:
    assert get_country(iban) == country
