"""The days on which banks move no money, and the latest time to pay so that a transfer is in time.

Banks are shut at weekends, on the closing days of TARGET, and on the public holidays of the country (a
two-letter code). An extra holiday only makes us ask for the money a day early; a missing one makes it late.
Sources: TARGET calendar of the European Central Bank (1 January, Good Friday, Easter Monday, 1 May, 25 and 26
December); Belgian legal holidays (Royal Decree of 18 April 1974); the Netherlands, Algemene termijnenwet,
article 3 (King's Day, Ascension, Whit Monday).
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

SATURDAY, SUNDAY = 5, 6
BELGIUM, NETHERLANDS = "BE", "NL"
TARGET_DAYS = ((1, 1), (5, 1), (12, 25), (12, 26))
# Good Friday, Easter Monday; then Ascension, Whit Monday: days counted from Easter Sunday.
TARGET_MOVING, NATIONAL_MOVING = (-2, 1), (39, 50)
NATIONAL_DAYS = {BELGIUM: ((7, 21), (8, 15), (11, 1), (11, 11)), NETHERLANDS: ()}
KINGS_DAY = (4, 27)


@dataclass(frozen=True, slots=True)
class Arrival:
    """Money ordered before ``pay_before`` (aware) arrives on ``on``."""

    pay_before: datetime
    on: date


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


def get_country(iban: str) -> str:
    """The country whose bank days apply to an account; Belgium when it is neither Belgian nor Dutch."""
    return NETHERLANDS if iban.strip().upper().startswith(NETHERLANDS) else BELGIUM


@cache
def list_holidays(year: int, country: str = BELGIUM) -> frozenset[date]:
    """Every holiday of a year on which banks are shut, whatever the weekday."""
    easter = get_easter(year)
    fixed = {date(year, month, day) for month, day in (*TARGET_DAYS, *NATIONAL_DAYS[country])}
    if country == NETHERLANDS:
        fixed.add(_get_kings_day(year))
    return frozenset(fixed | {easter + timedelta(days=days) for days in (*TARGET_MOVING, *NATIONAL_MOVING)})


def is_bank_day(on: date, country: str = BELGIUM) -> bool:
    """Whether banks book transfers on that day."""
    return on.weekday() < SATURDAY and on not in list_holidays(on.year, country)


def move_to_bank_day(on: date, country: str = BELGIUM) -> date:
    """That day, or the first bank day after it."""
    while not is_bank_day(on, country):
        on += timedelta(days=1)
    return on


def get_next_arrival(now: datetime, *, cut_off: time, country: str = BELGIUM) -> Arrival:
    """The earliest day a transfer can arrive, and the deadline for ordering it.

    ``now`` is in the office's zone.

    A transfer ordered on a bank day before the cut-off hour arrives on the next bank day.
    """
    last_on = move_to_bank_day(now.date(), country)
    if last_on == now.date() and now.time() >= cut_off:
        last_on = move_to_bank_day(last_on + timedelta(days=1), country)
    pay_before = datetime.combine(last_on, cut_off, tzinfo=now.tzinfo)
    return Arrival(pay_before, move_to_bank_day(last_on + timedelta(days=1), country))


def get_last_moment(due_on: date, *, cut_off: time, country: str = BELGIUM) -> tuple[date, time]:
    """Until when to order a transfer so that it arrives on ``due_on``: the last bank day before it."""
    on = due_on - timedelta(days=1)
    while not is_bank_day(on, country):
        on -= timedelta(days=1)
    return on, cut_off


def _get_kings_day(year: int) -> date:
    """27 April, or the day before when that is a Sunday."""
    on = date(year, *KINGS_DAY)
    return on - timedelta(days=1) if on.weekday() == SUNDAY else on
