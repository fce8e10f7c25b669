"""How much of an income a seizure may take: the arithmetic of a table that the office fills in. Pure, cents.

Belgium, Judicial Code, articles 1409 and following: each band of the income gives its own share, and each
dependent child lowers the sum. Incomes are added together. Source: the figures of a year, published in the
Belgian official journal each December; the portal brings none of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Band:
    """The part of an income up to ``up_to_cents`` (None: all above) of which ``percent`` may be seized."""

    up_to_cents: int | None
    percent: int


@dataclass(frozen=True, slots=True)
class Scale:
    """The bands of one year for income from work and for benefits, lowest first."""

    year: int
    work: tuple[Band, ...]
    benefits: tuple[Band, ...]
    child_cents: int

    def get_seizable_cents(self, *, work_cents: int, benefits_cents: int, children: int) -> int:
        """The most that a seizure may take of a month's income.

        With both kinds of income, the bands for work apply to the sum: they protect more.
        """
        bands = self.work if work_cents else self.benefits
        taken = get_taken_cents(bands, work_cents + benefits_cents)
        return max(0, taken - children * self.child_cents)


def get_taken_cents(bands: Iterable[Band], income_cents: int) -> int:
    """The sum of the shares of each band, rounded down to the cent."""
    hundredths, start = 0, 0
    for band in bands:
        end = income_cents if band.up_to_cents is None else min(band.up_to_cents, income_cents)
        hundredths += max(0, end - start) * band.percent
        start = max(start, end)
    return hundredths // 100
