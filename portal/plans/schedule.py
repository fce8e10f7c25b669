"""The arithmetic of paying in parts: which sum on which day. Pure; sums in euro cents.

The parts are equal, the last one is the rest, and together they are the debt to the cent. A part falls on the
same day of each month, or on the first bank day after it.
"""

from dataclasses import dataclass
from datetime import date

from portal.web.bank_days import BELGIUM, move_to_bank_day

# Every month has these days.
LAST_DAY_OF_MONTH = 28
LONGEST_SHOWN = 600
"""A plan of more months than this was misread: its days would be outside the calendar."""


@dataclass(frozen=True, slots=True)
class Instalment:
    """One part: its number from 1, the day meant, the bank day it falls on, and the sum."""

    number: int
    planned_on: date
    due_on: date
    amount_cents: int

    @property
    def moved(self) -> bool:
        """Whether the day meant was not a bank day."""
        return self.due_on != self.planned_on


@dataclass(frozen=True, slots=True)
class Schedule:
    """All parts of one plan, first to last; never empty."""

    instalments: tuple[Instalment, ...]

    @property
    def months(self) -> int:
        """How many parts there are."""
        return len(self.instalments)

    @property
    def total_cents(self) -> int:
        """The sum of all parts."""
        return sum(part.amount_cents for part in self.instalments)

    @property
    def starts_on(self) -> date:
        """The bank day of the first part."""
        return self.instalments[0].due_on

    @property
    def ends_on(self) -> date:
        """The bank day of the last part."""
        return self.instalments[-1].due_on

    @property
    def last_cents(self) -> int:
        """The last part: the rest of the debt."""
        return self.instalments[-1].amount_cents


def get_months(balance_cents: int, monthly_cents: int) -> int:
    """How many months it takes at that sum a month. Raises: ValueError when either is not above zero."""
    _check_positive(balance_cents, monthly_cents)
    return -(-balance_cents // monthly_cents)


def get_monthly_cents(balance_cents: int, months: int) -> int:
    """The smallest sum a month that ends within that many months. Raises: ValueError, as above."""
    _check_positive(balance_cents, months)
    return -(-balance_cents // months)


def make_schedule(
    *, balance_cents: int, monthly_cents: int, months: int, first_on: date, country: str = BELGIUM
) -> Schedule:
    """The parts of a debt: ``monthly_cents`` each month, the rest in the last of at most ``months``.

    ``first_on`` is the day meant for the first part; its day of the month is kept.
    ``country`` says whose bank days count (see ``bank_days.get_country``).
    Raises: ValueError when an amount is not above zero or the day is past the 28th.
    """
    _check_positive(months)
    if first_on.day > LAST_DAY_OF_MONTH:
        raise ValueError("the day of the month must exist in every month")
    count = min(months, get_months(balance_cents, monthly_cents))
    sums = [monthly_cents] * (count - 1)
    sums.append(balance_cents - sum(sums))
    days = [add_months(first_on, number) for number in range(count)]
    return Schedule(
        tuple(
            Instalment(
                number=number, planned_on=day, due_on=move_to_bank_day(day, country), amount_cents=cents
            )
            for number, (day, cents) in enumerate(zip(days, sums, strict=True), start=1)
        )
    )


def add_months(on: date, count: int) -> date:
    """The same day of the month, ``count`` months later; the day is at most the 28th."""
    years, month = divmod(on.month - 1 + count, 12)
    return on.replace(year=on.year + years, month=month + 1)


def _check_positive(*numbers: int) -> None:
    if min(numbers) <= 0:
        raise ValueError("amounts and months must be above zero")
