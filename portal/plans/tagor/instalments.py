"""Turns the parts of a plan in Tagor into single payments with their state. Pure; sums in cents.

For each part Tagor returns a sum, a first and a last day and a period; and the total arrears. It does not say
which payment was for which day: payments count for the oldest day first, as Tagor adds them up.
"""

import calendar
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import islice, takewhile

from portal.file.kinds import Period
from portal.integrations.tagor.values.account import PlanPart
from portal.web.bank_days import BELGIUM, move_to_bank_day

MOST = 600
"""More payments than any plan has: a longer list was misread."""
LAST_YEAR = 9000
"""A later day means none, and is outside the calendar."""


class Standing(StrEnum):
    """State of one payment."""

    PAID = "paid"
    LATE = "late"
    DUE = "due"
    COMING = "coming"


class UnreadablePlanError(Exception):
    """The parts do not say which sum is due on which day: no dates are better than wrong ones."""


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment of a running plan. ``open_cents`` is the part that Tagor counts as overdue.

    ``is_capped``: the plan asks more on this day than is left to pay, so that only the rest is asked.
    """

    plan_id: str
    number: int
    planned_on: date
    due_on: date
    amount_cents: int
    standing: Standing = Standing.COMING
    open_cents: int = 0
    is_capped: bool = False

    @property
    def moved(self) -> bool:
        """Whether banks are closed on the intended day."""
        return self.due_on != self.planned_on


def list_payments(
    parts: Iterable[PlanPart],
    *,
    periods: Mapping[str, Period | None],
    country: str = BELGIUM,
    left_cents: int | None = None,
    today: date | None = None,
) -> tuple[Payment, ...]:
    """Every payment of the plan, first to last. ``periods``: what each period id is.

    A part without a last day goes on from ``today`` until it has covered ``left_cents``, the balance.
    Raises: UnreadablePlanError when a day is missing, a period is not known, or there are several plans.
    """
    known = tuple(parts)
    if len({part.plan_id for part in known}) > 1:
        raise UnreadablePlanError("several plans")
    ended = [_end(part, periods.get(part.period_code_id), left_cents, today) for part in known]
    days = sorted(pair for part in ended for pair in _list_days(part, periods.get(part.period_code_id)))
    if len(days) > MOST:
        raise UnreadablePlanError("too many payments")
    return tuple(
        Payment(
            plan_id=known[0].plan_id,
            number=number,
            planned_on=on,
            due_on=move_to_bank_day(on, country),
            amount_cents=cents,
        )
        for number, (on, cents) in enumerate(days, start=1)
    )


def with_standing(
    payments: Iterable[Payment], *, today: date, arrears_cents: int, booked_cents: int | None = None
) -> tuple[Payment, ...]:
    """The same payments with the standing of each on ``today``.

    Arrears belong to the most recent past days. ``booked_cents``: what was booked since the plan began, None
    when not known; with nothing behind, days to come that it covers are paid already.
    """
    told: list[Payment] = []
    rest = arrears_cents
    for payment in sorted(payments, key=lambda one: one.number, reverse=True):
        if payment.planned_on >= today:
            standing = Standing.DUE if payment.due_on == today else Standing.COMING
            told.append(replace(payment, standing=standing))
            continue
        behind = min(max(rest, 0), payment.amount_cents)
        rest -= behind
        told.append(replace(payment, standing=_judge_past(payment, behind, today), open_cents=behind))
    in_order = tuple(reversed(told))
    if arrears_cents > 0 or booked_cents is None:
        return in_order
    return _mark_paid_ahead(in_order, booked_cents)


def cap_payments(payments: Iterable[Payment], left_cents: int) -> tuple[Payment, ...]:
    """The same payments, without asking for more than ``left_cents``, the balance: the last ones are reduced.

    Equal payments can add up to more than the debt, and Tagor may return them that way.
    """
    told: list[Payment] = []
    rest = max(left_cents, 0)
    for payment in payments:
        if payment.standing is Standing.PAID:
            told.append(payment)
            continue
        behind = payment.standing is Standing.LATE
        asked = min(payment.open_cents if behind else payment.amount_cents, rest)
        rest -= asked
        if behind:
            told.append(replace(payment, open_cents=asked))
        elif asked:
            told.append(replace(payment, amount_cents=asked, is_capped=asked < payment.amount_cents))
    return tuple(told)


def count_late(payments: Iterable[Payment], arrears_cents: int) -> int:
    """What is really late, without a payment whose day was closed and that may still arrive today."""
    not_yet = sum(one.open_cents for one in payments if one.standing is not Standing.LATE)
    return max(arrears_cents - not_yet, 0)


def find_next(payments: Iterable[Payment]) -> Payment | None:
    """The first payment still to be made on its day; late ones are overdue, not next."""
    return next((one for one in payments if one.standing in {Standing.DUE, Standing.COMING}), None)


def _judge_past(payment: Payment, behind: int, today: date) -> Standing:
    """A past day: Tagor counts from the day meant, but a bank day after it is in time."""
    if not behind:
        return Standing.PAID
    if payment.due_on < today:
        return Standing.LATE
    return Standing.DUE if payment.due_on == today else Standing.COMING


def _mark_paid_ahead(payments: tuple[Payment, ...], booked_cents: int) -> tuple[Payment, ...]:
    told, total = [], 0
    for payment in payments:
        total += payment.amount_cents
        covered = total <= booked_cents
        told.append(replace(payment, standing=Standing.PAID) if covered else payment)
    return tuple(told)


def _end(part: PlanPart, period: Period | None, left_cents: int | None, today: date | None) -> PlanPart:
    """The part with a last day. Tagor writes the open end 9999-12-31, which arrives here as no day."""
    is_open = part.ends_on is None and period in {Period.MONTH, Period.WEEK}
    if not is_open or left_cents is None or part.starts_on is None or part.amount_cents <= 0:
        return part
    count = max(-(-left_cents // part.amount_cents), 1)
    coming = (on for on in _steps(part.starts_on, period) if on >= (today or part.starts_on))
    last = list(islice(coming, count))[-1:]
    return replace(part, ends_on=last[0]) if last else part


def _list_days(part: PlanPart, period: Period | None) -> list[tuple[date, int]]:
    """Day and sum of each payment of a part."""
    if part.starts_on is None or part.amount_cents <= 0:
        raise UnreadablePlanError("no first day or no sum")
    if max(day.year for day in (part.starts_on, part.first_on, part.ends_on) if day) > LAST_YEAR:
        raise UnreadablePlanError("a day that stands for none")
    days = [(on, part.amount_cents) for on in _repeat(part, period)]
    first_on, first_cents = part.first_on or part.starts_on, part.first_amount_cents or part.amount_cents
    if first_on == part.starts_on:
        return [(first_on, first_cents), *days[1:]]
    if first_on < part.starts_on:
        return [(first_on, first_cents), *days]
    raise UnreadablePlanError("the first payment is not at the beginning")


def _repeat(part: PlanPart, period: Period | None) -> list[date]:
    starts_on, ends_on = part.starts_on, part.ends_on
    if starts_on is None:
        raise UnreadablePlanError("no first day")
    if period is Period.ONCE or starts_on == ends_on:
        return [starts_on]
    if ends_on is None or ends_on < starts_on:
        raise UnreadablePlanError("no last day")
    return list(takewhile(lambda on: on <= ends_on, _steps(starts_on, period)))


def _steps(starts_on: date, period: Period | None) -> Iterator[date]:
    """Up to ``MOST`` and one more days, each a period later; a shorter month has its last day instead."""
    for number in range(MOST + 1):
        if period is Period.MONTH:
            years, month = divmod(starts_on.month - 1 + number, 12)
            year, month = starts_on.year + years, month + 1
            last = calendar.monthrange(year, month)[1]
            yield date(year, month, min(starts_on.day, last))
        elif period is Period.WEEK:
            yield starts_on + timedelta(weeks=number)
        else:
            raise UnreadablePlanError("period not known")
