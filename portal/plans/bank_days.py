"""The days on which Belgian banks move no money: weekends, legal holidays, the shut days of TARGET.

Sources: TARGET calendar of the European Central Bank (1 January, Good Friday, Easter Monday, 1 May, 25 and
26 December); Belgian legal holidays (Royal Decree of 18 April 1974).
"""

from datetime import date, timedelta
from functools import cache

SATURDAY = 5
FIXED_HOLIDAYS = ((1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25), (12, 26))
# Good Friday, Easter Monday, Ascension, Whit Monday: days counted from Easter Sunday.
MOVING_HOLIDAYS = (-2, 1, 39, 50)


def get_easter(year: int) -> date:
    """Easter Sunday, by the anonymous Gregorian computus (Meeus, "Astronomical Algorithms")."""
    moon_cycle = year % 19
    century, year_of_century = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * moon_cycle + century - leap_centuries - correction + 15) % 30
    leaps, rest = divmod(year_of_century, 4)
    weekday = (32 + 2 * century_rest + 2 * leaps - epact - rest) % 7
    late = (moon_cycle + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@cache
def list_holidays(year: int) -> frozenset[date]:
    """Every holiday of a year on which banks are shut, whatever the weekday."""
    easter = get_easter(year)
    fixed = {date(year, month, day) for month, day in FIXED_HOLIDAYS}
    return frozenset(fixed | {easter + timedelta(days=days) for days in MOVING_HOLIDAYS})


def is_bank_day(on: date) -> bool:
    """Whether a transfer can be booked on that day."""
    return on.weekday() < SATURDAY and on not in list_holidays(on.year)


def move_to_bank_day(on: date) -> date:
    """That day, or the first bank day after it."""
    while not is_bank_day(on):
        on += timedelta(days=1)
    return on
