"""How many PINs a stranger may guess in a day, against the bounds of docs/adr/0008."""

import time
from collections.abc import Callable, Iterator
from itertools import cycle

import pytest

from portal.access.limits.pin_limits import (
    QUESTION_LIMIT,
    count_file,
    count_letters,
    count_pin_tries,
    count_site,
)
from portal.access.site_brake.level import Brake, read_brake
from portal.web.attempt_throttle import LockedError, begin_try

pytestmark = pytest.mark.usefixtures("local_cache")

PINS = 10_000
FILES = 100_000
DAY_S = 24 * 3600
MINUTES_A_DAY = int(DAY_S / 60.5)  # each step below is half a second longer than a minute
# The chance that one guess at the house number is right; the most usual of all is far below this.
HOUSE = 0.05


def guess(address: str, file: int) -> float:
    """The files opened, on average, by one wrong PIN that got through to Tagor; 0 when it did not."""
    brake = read_brake()
    counters = (*count_pin_tries(address), count_site(), count_file(f"26/{file:06}"))
    try:
        if brake is Brake.LETTERS:
            return 0
        begin_try(*counters)
    except LockedError:
        return 0
    for counter in counters:
        counter.count_wrong()
    return (HOUSE if brake is Brake.QUESTION else 1) / PINS


def guess_on(
    addresses: Iterator[str], advance: Callable[[float], None], *, minutes: int, give_up_after: int
) -> tuple[float, int]:
    """Files opened by one who tries at once whatever is allowed, each time at another file; and the tries."""
    opened, tries = 0.0, 0
    for _ in range(minutes):
        refused = 0
        while refused < give_up_after and read_brake() is not Brake.LETTERS:
            chance = guess(next(addresses), tries % FILES)
            opened, tries, refused = opened + chance, tries + bool(chance), refused + (not chance)
        advance(60.5)
    return opened, tries


def test_one_48_opens_less_than_a_tenth_of_a_file_a_day(advance: Callable[[float], None]) -> None:
    hosts = (f"2001:db8:7:{number % 65_536:x}::1" for number in cycle(range(65_536)))
    advance(DAY_S - time.time() % DAY_S)  # the counters of blocks begin anew each day

    opened, tries = guess_on(hosts, advance, minutes=MINUTES_A_DAY, give_up_after=1)
    assert 0 < opened <= 0.1
    assert tries < 60  # as docs/adr/0008 says
    begin_try(count_letters("2001:db8:7::2"))


@pytest.mark.parametrize(
    "networks",
    [
        [f"2001:db8:{number:x}::1" for number in range(1000)],
        [f"10.{number // 250}.{number % 250}.1" for number in range(1000)],
    ],
)
def test_a_thousand_networks_open_less_than_one_file_a_day(
    advance: Callable[[float], None], networks: list[str]
) -> None:
    # Four hours stand for the day: they hold the first one, which is the best of it for who guesses.
    opened, tries = guess_on(cycle(networks), advance, minutes=MINUTES_A_DAY // 6, give_up_after=50)
    assert 1_800 <= tries <= 2_500 + 600
    assert 0.05 < 6 * opened <= 0.15  # far below the bound of 1: docs/adr/0008
    for network in networks:
        begin_try(count_letters(network))


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("198.51.100.1", "198.51.100.1", 2),
        ("198.51.100.1", "198.51.100.2", 1),
        ("198.51.100.1", "198.51.101.1", 0),
        ("2001:db8:1:2::1", "2001:db8:1:2::9", 3),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", 2),
        ("2001:db8:1:2::1", "2001:db8:1:f000::1", 1),
        ("2001:db8:1:2::1", "2001:db8:2:2::1", 0),
        ("", "unix:", 2),
    ],
)
def test_pins_are_counted_by_host_and_by_each_block_around_it(one: str, other: str, shared: int) -> None:
    assert len({*count_pin_tries(one)} & {*count_pin_tries(other)}) == shared


def test_who_stays_just_below_the_brake_opens_less_than_one_either(advance: Callable[[float], None]) -> None:
    networks = cycle([f"10.{number // 250}.{number % 250}.1" for number in range(1000)])
    opened = 0.0
    for hour in range(24):
        for number in range(QUESTION_LIMIT - 1):
            opened += guess(next(networks), hour * 100 + number)
        advance(3600)
    assert read_brake() is Brake.OFF
    assert 0.1 < opened < 0.15


def test_who_knows_where_somebody_lives_still_meets_the_counter_of_the_file(
    advance: Callable[[float], None],
) -> None:
    networks = cycle([f"10.{number // 250}.{number % 250}.1" for number in range(1000)])
    tries = 0
    for _ in range(MINUTES_A_DAY):
        tries += bool(guess(next(networks), 7))
        advance(60.5)
    assert tries <= 34
