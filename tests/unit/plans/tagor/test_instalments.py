"""From the parts Tagor keeps to payments and how each stands: never a guessed day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.file.kinds import Period
from portal.integrations.tagor.values.account import PlanPart
from portal.plans.tagor.instalments import (
    Payment,
    Standing,
    UnreadablePlanError,
    cap_payments,
    count_late,
    find_next,
    list_payments,
    with_standing,
)
from portal.web.bank_days import NETHERLANDS, is_bank_day

PERIODS = {"m": Period.MONTH, "w": Period.WEEK, "o": Period.ONCE, "x": None}
PAID, LATE, DUE, COMING = Standing.PAID, Standing.LATE, Standing.DUE, Standing.COMING


def part(
    cents: int = 10000, starts: date | None = date(2027, 1, 11), ends: date | None = None, **more: object
) -> PlanPart:
    """A part of a plan; monthly unless told otherwise."""
    whole = PlanPart(
        plan_id="9",
        sequence="1",
        amount_cents=cents,
        starts_on=starts,
        ends_on=ends,
        period_code_id="m",
        first_amount_cents=0,
        first_on=None,
    )
    return replace(whole, **more)  # type: ignore[arg-type]


def days(payments: tuple[Payment, ...]) -> list[tuple[date, int]]:
    return [(one.planned_on, one.amount_cents) for one in payments]


def year() -> tuple[Payment, ...]:
    """Six months of 100 euros, on the 11th from January 2027."""
    return list_payments([part(ends=date(2027, 6, 11))], periods=PERIODS)


def standings(payments: tuple[Payment, ...]) -> list[Standing]:
    return [one.standing for one in payments]


def test_equal_months_and_a_smaller_last_one() -> None:
    equal = part(ends=date(2027, 3, 11))
    last = part(2500, date(2027, 4, 11), date(2027, 4, 11), sequence="2", period_code_id="o")
    payments = list_payments([last, equal], periods=PERIODS)
    assert days(payments) == [
        (date(2027, 1, 11), 10000),
        (date(2027, 2, 11), 10000),
        (date(2027, 3, 11), 10000),
        (date(2027, 4, 11), 2500),
    ]
    assert [one.number for one in payments] == [1, 2, 3, 4]


def test_day_31_becomes_the_last_day_of_a_shorter_month_and_comes_back() -> None:
    payments = list_payments([part(starts=date(2027, 1, 31), ends=date(2027, 4, 30))], periods=PERIODS)
    assert [one.planned_on for one in payments] == [
        date(2027, 1, 31),
        date(2027, 2, 28),
        date(2027, 3, 31),
        date(2027, 4, 30),
    ]


def test_weeks() -> None:
    payments = list_payments([part(ends=date(2027, 1, 25), period_code_id="w")], periods=PERIODS)
    assert [one.planned_on.day for one in payments] == [11, 18, 25]


def test_first_payment_of_another_sum() -> None:
    payments = list_payments([part(ends=date(2027, 2, 11), first_amount_cents=15000)], periods=PERIODS)
    assert [one.amount_cents for one in payments] == [15000, 10000]


def test_first_payment_before_the_others() -> None:
    first = {"first_amount_cents": 5000, "first_on": date(2026, 12, 21)}
    payments = list_payments([part(ends=date(2027, 2, 11), **first)], periods=PERIODS)
    assert days(payments)[0] == (date(2026, 12, 21), 5000)
    assert len(payments) == 3


@pytest.mark.parametrize(
    "odd",
    [
        {"starts": None},
        {"ends": None},
        {"ends": date(2026, 1, 1)},
        {"ends": date(2027, 9, 11), "period_code_id": "x"},
        {"ends": date(2027, 9, 11), "period_code_id": "unknown"},
        {"ends": date(2027, 9, 11), "first_on": date(2027, 3, 1)},
        {"ends": date(2027, 9, 11), "cents": 0},
        {"ends": date(2200, 1, 1)},
    ],
)
def test_what_cannot_be_read_gives_no_days(odd: dict[str, object]) -> None:
    with pytest.raises(UnreadablePlanError):
        list_payments([part(**odd)], periods=PERIODS)  # type: ignore[arg-type]


def test_two_plans_at_once_give_no_days() -> None:
    ends = date(2027, 2, 11)
    with pytest.raises(UnreadablePlanError):
        list_payments([part(ends=ends), part(ends=ends, plan_id="10")], periods=PERIODS)


def test_days_move_to_a_bank_day_of_the_country_of_the_account() -> None:
    kings_day = part(starts=date(2027, 4, 27), ends=date(2027, 4, 27))
    (belgian,) = list_payments([kings_day], periods=PERIODS)
    (dutch,) = list_payments([kings_day], periods=PERIODS, country=NETHERLANDS)
    assert (belgian.due_on, belgian.moved) == (date(2027, 4, 27), False)
    assert (dutch.due_on, dutch.moved) == (date(2027, 4, 28), True)


def test_up_to_date_means_that_past_days_are_paid() -> None:
    told = with_standing(year(), today=date(2027, 3, 20), arrears_cents=0)
    assert standings(told) == [PAID, PAID, PAID, COMING, COMING, COMING]
    following = find_next(told)
    assert following is not None
    # 11 April 2027 is a Sunday.
    assert (following.planned_on, following.due_on) == (date(2027, 4, 11), date(2027, 4, 12))


def test_what_is_behind_belongs_to_the_newest_past_days() -> None:
    told = with_standing(year(), today=date(2027, 3, 20), arrears_cents=12500)
    assert standings(told) == [PAID, LATE, LATE, COMING, COMING, COMING]
    assert [one.open_cents for one in told[:3]] == [0, 2500, 10000]
    assert count_late(told, 12500) == 12500


def test_more_behind_than_the_plan_knows_is_still_told() -> None:
    told = with_standing(year(), today=date(2027, 2, 20), arrears_cents=50000)
    assert standings(told)[:2] == [LATE, LATE]
    assert count_late(told, 50000) == 50000


def test_day_itself_is_due_not_late() -> None:
    told = with_standing(year(), today=date(2027, 3, 11), arrears_cents=0)
    assert standings(told) == [PAID, PAID, DUE, COMING, COMING, COMING]


def test_bank_day_after_a_closed_day_is_in_time_although_tagor_counts_it_as_behind() -> None:
    told = with_standing(year(), today=date(2027, 4, 12), arrears_cents=10000)
    assert standings(told)[3] is DUE
    assert count_late(told, 10000) == 0
    day_after = with_standing(year(), today=date(2027, 4, 13), arrears_cents=10000)
    assert standings(day_after)[3] is LATE
    assert count_late(day_after, 10000) == 10000


def test_paid_ahead_counts_for_the_next_days() -> None:
    told = with_standing(year(), today=date(2027, 2, 1), arrears_cents=0, booked_cents=29999)
    assert standings(told) == [PAID, PAID, COMING, COMING, COMING, COMING]


def test_with_something_behind_nothing_is_paid_ahead() -> None:
    told = with_standing(year(), today=date(2027, 2, 1), arrears_cents=100, booked_cents=60000)
    assert standings(told)[1] is COMING


def test_finished_plan_has_no_next_payment() -> None:
    assert find_next(with_standing(year(), today=date(2028, 1, 1), arrears_cents=0)) is None


@given(
    starts=st.dates(min_value=date(2024, 1, 1), max_value=date(2060, 1, 1)),
    months=st.integers(min_value=1, max_value=60),
    arrears=st.integers(min_value=0, max_value=1_000_000),
    offset=st.integers(min_value=-100, max_value=3000),
)
def test_any_plan_has_rising_bank_days_and_arrears_to_the_cent(
    starts: date, months: int, arrears: int, offset: int
) -> None:
    ends = starts + timedelta(days=31 * months)
    payments = list_payments([part(starts=starts, ends=ends)], periods=PERIODS)
    planned = [one.planned_on for one in payments]
    assert planned == sorted(set(planned))
    assert all(is_bank_day(one.due_on) and one.due_on >= one.planned_on for one in payments)
    today = starts + timedelta(days=offset)
    told = with_standing(payments, today=today, arrears_cents=arrears)
    past = sum(one.amount_cents for one in told if one.planned_on < today)
    assert sum(one.open_cents for one in told) == min(arrears, past)
    assert all(one.standing is not LATE or one.due_on < today for one in told)


def test_no_more_is_asked_than_is_left_to_pay() -> None:
    ten = list_payments([part(9999, ends=date(2027, 10, 11))], periods=PERIODS)
    capped = cap_payments(with_standing(ten, today=date(2027, 1, 1), arrears_cents=0), 90909)
    assert sum(one.amount_cents for one in capped) == 90909
    assert (capped[-1].number, capped[-1].amount_cents, capped[-1].is_capped) == (10, 918, True)
    assert not any(one.is_capped for one in capped[:-1])


def test_what_is_late_is_asked_first_and_paid_ones_not_again() -> None:
    told = with_standing(year(), today=date(2027, 3, 1), arrears_cents=10000)
    capped = cap_payments(told, 15000)
    assert standings(capped) == [PAID, LATE, COMING]
    assert [one.open_cents or one.amount_cents for one in capped] == [10000, 10000, 5000]


def test_with_nothing_left_nothing_is_asked() -> None:
    told = with_standing(year(), today=date(2027, 1, 1), arrears_cents=0)
    assert cap_payments(told, 0) == cap_payments(told, -5) == ()
