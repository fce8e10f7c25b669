"""Batches: everything once, whatever a server makes of paging."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.integrations.errors import Unavailable, UnexpectedResponse
from portal.integrations.tagor.paging import MOST_BATCHES, read_batches


def read(items: list[str], *, size: int, first: int = 1, paged: bool = True) -> tuple[list[str], list[int]]:
    asked: list[int] = []

    def fetch(number: int) -> list[str]:
        asked.append(number)
        start = (number - first) * size
        return items[start : start + size] if paged else items

    return read_batches(fetch, size=size, get_id=str, first=first), asked


@given(count=st.integers(0, 95), size=st.integers(1, 12), first=st.integers(0, 1), paged=st.booleans())
def test_everything_comes_once_and_in_order(count: int, size: int, first: int, paged: bool) -> None:
    items = [str(number) for number in range(count)]
    found, _ = read(items, size=size, first=first, paged=paged)
    assert found == items


def test_a_short_batch_is_the_last() -> None:
    assert read(list("abcde"), size=3)[1] == [1, 2]


def test_a_server_that_does_not_page_is_asked_once_more_at_most() -> None:
    assert read(list("abc"), size=3, paged=False) == (list("abc"), [1, 2])
    assert read(list("abcd"), size=3, paged=False) == (list("abcd"), [1])


def test_a_list_without_end_is_refused() -> None:
    with pytest.raises(UnexpectedResponse):
        read_batches(lambda number: [str(number)], size=1, get_id=str)
    assert len(read([str(n) for n in range(MOST_BATCHES - 1)], size=1)[0]) == MOST_BATCHES - 1


@given(count=st.integers(0, 95), size=st.integers(1, 12), paged=st.booleans())
def test_rows_without_an_id_come_whole_too(count: int, size: int, paged: bool) -> None:
    """Rows that are equal now and then are no repeat; a batch that equals the one before it is."""
    items = [f"{number}" if number % 3 else "same" for number in range(count)]

    def fetch(number: int) -> list[str]:
        return items[(number - 1) * size : number * size] if paged else items

    if size > 1:
        assert read_batches(fetch, size=size) == items


def test_long_list_is_asked_for_side_by_side_and_a_short_one_is_not() -> None:
    assert read([str(n) for n in range(8)], size=3)[1] == [1, 2, 3]
    together = threading.Barrier(4, timeout=10)

    def fetch(number: int) -> list[int]:
        if 6 <= number <= 9:
            together.wait()  # breaks unless all four are asked for at once
        return [number] if number < 9 else []

    assert read_batches(fetch, size=1) == list(range(1, 9))


def test_what_fails_past_the_end_is_of_no_account() -> None:
    def fetch(number: int) -> list[int]:
        if number > 4:
            raise Unavailable("busy", system="tagor")
        return [number, number] if number < 4 else [number]

    assert read_batches(fetch, size=2) == [1, 1, 2, 2, 3, 3, 4]


def test_batch_that_fails_fails_the_list() -> None:
    def fetch(number: int) -> list[int]:
        if number == 5:
            raise Unavailable("busy", system="tagor")
        return [number]

    with pytest.raises(Unavailable):
        read_batches(fetch, size=1)
