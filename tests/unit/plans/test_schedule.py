"""The arithmetic of paying in parts."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.plans.rules.first_dates import get_first_dates
from portal.plans.schedule import Schedule, add_months, get_monthly_cents, get_months, make_schedule
from portal.web.bank_days import (
    BELGIUM,
    NETHERLANDS,
    get_easter,
    is_bank_day,
    list_holidays,
    move_to_bank_day,
)

BALANCES = st.integers(min_value=1, max_value=100_000_000)
TERMS = st.integers(min_value=1, max_value=240)
Made = tuple[int, Schedule, str]
DAYS = st.dates(min_value=date(2024, 1, 1), max_value=date(2090, 12, 31))
FIRST_DAYS = DAYS.filter(lambda day: day.day <= 28)


@st.composite
def schedules(draw: st.DrawFn) -> Made:
    """A debt with the schedule of any sum and term, even ones that do not fit together, and whose days."""
    balance = draw(BALANCES)
    months = draw(TERMS)
    monthly = draw(st.integers(min_value=1, max_value=balance + 5))
    country = draw(st.sampled_from([BELGIUM, NETHERLANDS]))
    schedule = make_schedule(
        balance_cents=balance,
        monthly_cents=monthly,
        months=months,
        first_on=draw(FIRST_DAYS),
        country=country,
    )
    return balance, schedule, country


@given(schedules())
def test_parts_are_the_debt_to_the_cent(made: Made) -> None:
    balance, schedule, _ = made
    assert schedule.total_cents == balance
    assert all(part.amount_cents > 0 for part in schedule.instalments)


@given(schedules())
def test_all_parts_but_the_last_are_equal(made: Made) -> None:
    _, schedule, _ = made
    assert len({part.amount_cents for part in schedule.instalments[:-1]}) <= 1


@given(schedules())
def test_days_go_forward_and_are_bank_days(made: Made) -> None:
    _, schedule, country = made
    days = [part.due_on for part in schedule.instalments]
    assert all(earlier < later for earlier, later in pairwise(days))
    assert all(is_bank_day(day, country) for day in days)


@given(schedules())
def test_every_part_is_meant_for_the_same_day_of_the_month(made: Made) -> None:
    _, schedule, _ = made
    assert len({part.planned_on.day for part in schedule.instalments}) == 1
    assert all(part.planned_on <= part.due_on for part in schedule.instalments)


@given(BALANCES, TERMS)
def test_the_sum_for_a_term_ends_within_it_and_no_smaller_sum_does(balance: int, months: int) -> None:
    monthly = get_monthly_cents(balance, months)
    assert get_months(balance, monthly) <= months
    if monthly > 1:
        assert get_months(balance, monthly - 1) > months


@given(BALANCES, st.data())
def test_the_term_of_a_sum_gives_no_larger_sum_back(balance: int, data: st.DataObject) -> None:
    monthly = data.draw(st.integers(min_value=1, max_value=balance))
    assert get_monthly_cents(balance, get_months(balance, monthly)) <= monthly


def test_last_part_is_the_rest() -> None:
    schedule = make_schedule(balance_cents=100_00, monthly_cents=33_34, months=3, first_on=date(2026, 12, 7))
    assert [part.amount_cents for part in schedule.instalments] == [33_34, 33_34, 33_32]


def test_an_offer_rounded_down_still_ends_in_its_term() -> None:
    schedule = make_schedule(balance_cents=100_00, monthly_cents=33_33, months=3, first_on=date(2026, 12, 7))
    assert [part.amount_cents for part in schedule.instalments] == [33_33, 33_33, 33_34]


def test_one_cent_is_one_payment() -> None:
    schedule = make_schedule(balance_cents=1, monthly_cents=1, months=12, first_on=date(2026, 12, 7))
    assert (schedule.months, schedule.total_cents) == (1, 1)


@pytest.mark.parametrize(("balance", "monthly", "months"), [(0, 1, 1), (1, 0, 1), (1, 1, 0), (-5, 1, 1)])
def test_nothing_above_zero_is_refused(balance: int, monthly: int, months: int) -> None:
    with pytest.raises(ValueError, match="above zero"):
        make_schedule(balance_cents=balance, monthly_cents=monthly, months=months, first_on=date(2026, 12, 7))


def test_the_29th_is_refused() -> None:
    with pytest.raises(ValueError, match="every month"):
        make_schedule(balance_cents=1, monthly_cents=1, months=1, first_on=date(2026, 12, 29))


def test_months_pass_the_end_of_a_year() -> None:
    assert add_months(date(2026, 11, 28), 3) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("year", "easter"),
    [(2024, (3, 31)), (2025, (4, 20)), (2026, (4, 5)), (2027, (3, 28)), (2038, (4, 25)), (2285, (3, 22))],
)
def test_easter(year: int, easter: tuple[int, int]) -> None:
    assert get_easter(year) == date(year, *easter)


def test_holidays_of_a_year() -> None:
    expected = {
        (1, 1),
        (4, 3),
        (4, 6),
        (5, 1),
        (5, 14),
        (5, 25),
        (7, 21),
        (8, 15),
        (11, 1),
        (11, 11),
        (12, 25),
        (12, 26),
    }
    assert list_holidays(2026) == {date(2026, month, day) for month, day in expected}


@pytest.mark.parametrize(
    ("planned", "due"),
    [
        (date(2026, 12, 5), date(2026, 12, 7)),  # a Saturday
        (date(2026, 12, 25), date(2026, 12, 28)),  # Christmas, then Saturday and Sunday
        (date(2026, 4, 3), date(2026, 4, 7)),  # Good Friday to the day after Easter Monday
        (date(2027, 2, 28), date(2027, 3, 1)),  # over the end of a month
        (date(2026, 12, 7), date(2026, 12, 7)),
    ],
)
def test_a_closed_day_moves_on(planned: date, due: date) -> None:
    assert move_to_bank_day(planned) == due


def test_kings_day_moves_a_dutch_part_and_no_belgian_one() -> None:
    first_on, parts = date(2026, 4, 27), {"balance_cents": 100, "monthly_cents": 100, "months": 1}
    dutch = make_schedule(**parts, first_on=first_on, country=NETHERLANDS)
    belgian = make_schedule(**parts, first_on=first_on, country=BELGIUM)
    assert (dutch.starts_on, belgian.starts_on) == (date(2026, 4, 28), first_on)


@given(DAYS, st.integers(1, 59), st.integers(31, 60))
def test_a_rule_for_the_first_day_leaves_one_to_suggest(today: date, earliest: int, span: int) -> None:
    dates = get_first_dates(today, earliest_days=earliest, latest_days=earliest + span)
    assert dates.allows(dates.suggested)
    assert dates.earliest <= dates.suggested <= dates.latest


@given(DAYS)
def test_a_first_date_is_always_on_offer(today: date) -> None:
    dates = get_first_dates(today)
    assert dates.allows(dates.suggested)
    assert not dates.allows(today)
    assert (dates.suggested - today).days >= 7
