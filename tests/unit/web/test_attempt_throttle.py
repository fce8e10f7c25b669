"""Wrong tries are counted once, for every spelling, and never more than the limit get through at once."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest
from django.core.cache import cache

from portal.access.limits.pin_limits import count_file
from portal.web import attempt_throttle
from portal.web.attempt_throttle import LIMIT, Counter, LockedError, begin_try, count_network

pytestmark = pytest.mark.sqlite  # of the cache, rather: on the local one as well

numbers = count()


@pytest.fixture
def counter() -> Counter:
    return count_file(f"file-{next(numbers)}")


def fail(*counters: Counter) -> None:
    begin_try(*counters)
    for one in counters:
        one.count_wrong()


def get_wait_s(counter: Counter) -> float:
    with pytest.raises(LockedError) as locked:
        begin_try(counter)
    return locked.value.wait_s


def test_five_wrong_tries_lock_for_a_minute(counter: Counter) -> None:
    for _ in range(LIMIT):
        fail(counter)

    assert 55 < get_wait_s(counter) <= 60


def test_only_the_fifth_wrong_try_says_that_a_wait_begins(counter: Counter) -> None:
    begun = []
    for _ in range(LIMIT):
        begin_try(counter)
        begun.append(counter.count_wrong())

    assert begun == [False] * 4 + [True]


def test_wait_doubles_up_to_an_hour(counter: Counter, advance: Callable[[float], None]) -> None:
    for _ in range(LIMIT - 1):
        fail(counter)
    waits = []
    for _ in range(9):
        fail(counter)
        waits.append(round(get_wait_s(counter) / 60))
        advance(waits[-1] * 60 + 1)

    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]


@pytest.mark.usefixtures("local_cache")
def test_wrong_tries_are_forgotten_a_day_later(counter: Counter, advance: Callable[[float], None]) -> None:
    for _ in range(LIMIT):
        fail(counter)
    advance(24 * 3600 + 1)

    for _ in range(LIMIT):
        fail(counter)
    assert 55 < get_wait_s(counter) <= 60


def test_right_try_forgets_the_file_but_not_the_network(counter: Counter) -> None:
    network = count_network("198.51.100.7")
    for _ in range(LIMIT - 1):
        fail(network, counter)
    begin_try(network, counter)
    network.release()
    counter.forget()

    fail(counter)
    fail(network)
    assert get_wait_s(network) > 0
    begin_try(counter)


def test_try_that_was_not_wrong_does_not_count(counter: Counter) -> None:
    for _ in range(LIMIT * 3):
        begin_try(counter)
        counter.release()

    begin_try(counter)


def test_locked_file_keeps_no_place_of_the_network(counter: Counter) -> None:
    network = count_network("203.0.113.9")
    for _ in range(LIMIT):
        fail(counter)
    for _ in range(LIMIT * 2):
        with pytest.raises(LockedError):
            begin_try(network, counter)

    for _ in range(LIMIT):
        begin_try(network)


def test_twenty_wrong_tries_at_once_let_five_through(counter: Counter) -> None:
    passed = _run_at_once(20, counter)

    assert passed == LIMIT


def test_after_the_wait_only_one_of_many_gets_through(
    counter: Counter, advance: Callable[[float], None]
) -> None:
    for _ in range(LIMIT):
        fail(counter)
    advance(61)

    assert _run_at_once(20, counter) == 1


def test_twenty_right_tries_at_once_all_get_through() -> None:
    network = count_network("192.0.2.44")

    def succeed(_: int) -> None:
        begin_try(network)
        time.sleep(0.01)
        network.release()

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(succeed, range(20)))


@pytest.mark.usefixtures("local_cache")
def test_place_that_nobody_gives_back_does_not_block_for_ever(
    counter: Counter, advance: Callable[[float], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attempt_throttle, "PATIENCE_S", 0.0)
    for _ in range(LIMIT):
        begin_try(counter)
    assert get_wait_s(counter) > 0

    advance(attempt_throttle.PLACE_S + 1)
    begin_try(counter)


@pytest.mark.parametrize(
    "spelling", ["2024/00123", " 2024 / 123", "2024-0123", "2024.123", "\uff12\uff10\uff12\uff14/123"]
)
def test_one_file_has_one_counter_however_it_is_written(spelling: str) -> None:
    assert count_file(spelling) == count_file("2024/123")


@pytest.mark.parametrize(
    "spelling",
    [
        "26/004548",
        "26004548",
        "26/0.4548",
        "26-0-0-4548",
        "26004/548",
        "2600/4548",
        "/26/4548",
        "026/4548",
        "26\u20134548",
        "26\u22154548",
        "26/\u200b4548",
        "\u202e26/4548",
        "\u0662\u0666/\u0664\u0665\u0664\u0668",
    ],
)
def test_marks_zeros_and_unseen_characters_give_no_new_counter(spelling: str) -> None:
    assert count_file(spelling) == count_file("26/4548")


def test_accents_give_no_new_counter() -> None:
    assert count_file("\u00e9te-17") == count_file("E\u0301TE-17") == count_file("ETE-17")


def test_letters_count_alike_in_either_case() -> None:
    assert count_file("d-17") == count_file("D-17")


def test_files_that_differ_have_counters_of_their_own() -> None:
    spellings = ["10", "1", "100", "2024/105", "2024/1050", "2024/15", "A1", "B1"]

    assert len({count_file(one) for one in spellings}) == len(spellings)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("198.51.100.1", "198.51.100.254", True),
        ("198.51.100.1", "198.51.101.1", False),
        ("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("::ffff:198.51.100.1", "198.51.100.9", True),
        ("", "unix:", True),
    ],
)
def test_network_is_a_24_or_a_64(one: str, other: str, is_same: bool) -> None:
    assert (count_network(one) == count_network(other)) is is_same


def test_cache_holds_no_file_number_and_no_address() -> None:
    names = count_file("2024/123").name + count_network("198.51.100.1").name

    assert "2024/123" not in names
    assert "198.51.100" not in names


def _run_at_once(tries: int, counter: Counter) -> int:
    def attempt(_: int) -> int:
        try:
            begin_try(counter)
        except LockedError:
            return 0
        time.sleep(0.02)
        counter.count_wrong()
        return 1

    with ThreadPoolExecutor(tries) as pool:
        return sum(pool.map(attempt, range(tries)))


def test_counters_use_the_shared_cache(counter: Counter) -> None:
    for _ in range(LIMIT):
        fail(counter)
    cache.clear()

    begin_try(counter)
