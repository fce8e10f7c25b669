"""When a reminder may go out: quiet hours, midnight, and the nights the clock is moved."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.plans.reminders.moments import QuietHours, get_moment

BRUSSELS = ZoneInfo("Europe/Brussels")
NIGHT = QuietHours(time(20), time(8), BRUSSELS)


def local(*parts: int, fold: int = 0) -> datetime:
    return datetime(*parts, tzinfo=BRUSSELS, fold=fold)  # type: ignore[arg-type]


def test_meant_at_nine_some_days_before() -> None:
    assert get_moment(date(2027, 4, 12), days_before=3, zone=BRUSSELS) == local(2027, 4, 9, 9)


def test_stays_at_nine_on_the_clock_when_summer_time_begins_in_between() -> None:
    moment = get_moment(date(2027, 3, 29), days_before=1, zone=BRUSSELS)
    assert moment.astimezone(UTC) == datetime(2027, 3, 28, 7, tzinfo=UTC)
    before = get_moment(date(2027, 3, 29), days_before=2, zone=BRUSSELS)
    assert before.astimezone(UTC) == datetime(2027, 3, 27, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "is_quiet"),
    [
        (local(2027, 1, 5, 19, 59), False),
        (local(2027, 1, 5, 20, 0), True),
        (local(2027, 1, 6, 0, 0), True),
        (local(2027, 1, 6, 7, 59), True),
        (local(2027, 1, 6, 8, 0), False),
        # 7:30 in London is 8:30 in Brussels.
        (datetime(2027, 1, 6, 7, 30, tzinfo=UTC), False),
    ],
)
def test_night_is_quiet_from_its_first_moment_until_its_last(at: datetime, is_quiet: bool) -> None:
    assert NIGHT.covers(at) is is_quiet


def test_evening_waits_for_the_next_morning_and_night_for_the_same_one() -> None:
    assert NIGHT.leave(local(2027, 1, 5, 22)) == local(2027, 1, 6, 8)
    assert NIGHT.leave(local(2027, 1, 6, 2)) == local(2027, 1, 6, 8)
    noon = local(2027, 1, 6, 12)
    assert NIGHT.leave(noon) == noon


def test_quiet_in_the_middle_of_the_day() -> None:
    lunch = QuietHours(time(12), time(14), BRUSSELS)
    assert lunch.leave(local(2027, 1, 6, 13)) == local(2027, 1, 6, 14)
    assert not lunch.covers(local(2027, 1, 6, 22))


def test_equal_hours_are_never_quiet() -> None:
    assert not QuietHours(time(8), time(8), BRUSSELS).covers(local(2027, 1, 6, 8))


def test_night_in_which_the_clock_goes_forward_is_an_hour_shorter() -> None:
    at = local(2027, 3, 27, 23)
    assert NIGHT.leave(at).timestamp() - at.timestamp() == 8 * 3600


def test_night_in_which_the_clock_goes_back_is_an_hour_longer() -> None:
    at = local(2027, 10, 30, 23)
    assert NIGHT.leave(at).timestamp() - at.timestamp() == 10 * 3600


def test_end_that_does_not_exist_is_just_after_the_jump() -> None:
    until_half_past_two = QuietHours(time(23), time(2, 30), BRUSSELS)
    left = until_half_past_two.leave(local(2027, 3, 28, 1))
    assert left.astimezone(UTC) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


def test_end_that_comes_twice_is_never_before_the_moment_asked_about() -> None:
    until_half_past_two = QuietHours(time(23), time(2, 30), BRUSSELS)
    second_time = local(2027, 10, 31, 2, 10, fold=1)
    left = until_half_past_two.leave(second_time)
    assert left.astimezone(UTC) == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)


@given(
    seconds=st.integers(min_value=0, max_value=4 * 366 * 24 * 3600),
    starts=st.times().map(lambda one: one.replace(second=0, microsecond=0)),
    ends=st.times().map(lambda one: one.replace(second=0, microsecond=0)),
)
def test_leaving_is_never_earlier_and_at_most_a_day_later(seconds: int, starts: time, ends: time) -> None:
    quiet = QuietHours(starts, ends, BRUSSELS)
    moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    waited = quiet.leave(moment).timestamp() - moment.timestamp()
    assert 0 <= waited <= timedelta(hours=25).total_seconds()
