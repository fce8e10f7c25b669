"""How many PINs a stranger may guess in a day, against the bounds of docs/adr/0008."""

from collections.abc import Callable, Iterator
from itertools import cycle

import pytest

from portal.web.attempt_throttle import (
    LockedError,
    begin_try,
    count_file,
    count_letters,
    count_pin_tries,
    count_site,
)

pytestmark = pytest.mark.usefixtures("local_cache")

PINS = 10_000
FILES = 100_000
MINUTES_A_DAY = 24 * 60


def guess(address: str, file: int) -> bool:
    """Whether one wrong PIN got through to Tagor."""
    counters = (*count_pin_tries(address), count_site(), count_file(f"26/{file:06}"))
    try:
        begin_try(*counters)
    except LockedError:
        return False
    for counter in counters:
        counter.count_wrong()
    return True


def guess_all_day(addresses: Iterator[str], advance: Callable[[float], None], *, give_up_after: int) -> float:
    """Files opened in a day by one who tries at once whatever is allowed, each time at another file."""
    guessed = 0
    for _ in range(MINUTES_A_DAY):
        refused = 0
        while refused < give_up_after and not count_site().get_wait_s():
            if guess(next(addresses), guessed % FILES):
                guessed += 1
            else:
                refused += 1
        advance(60.5)
    return guessed / PINS


def test_one_48_opens_less_than_a_tenth_of_a_file_a_day(advance: Callable[[float], None]) -> None:
    hosts = (f"2001:db8:7:{number % 65_536:x}::1" for number in cycle(range(65_536)))

    assert 0 < guess_all_day(hosts, advance, give_up_after=1) <= 0.1
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
    assert 0.1 < guess_all_day(cycle(networks), advance, give_up_after=50) <= 1
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
