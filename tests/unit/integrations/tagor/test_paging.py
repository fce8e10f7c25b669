"""Batches: everything once, whatever a server makes of paging."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.integrations.errors import UnexpectedResponse
from portal.integrations.tagor.paging import MOST_BATCHES, iterate_batches, read_batches


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


def test_batches_are_asked_for_when_they_are_wanted() -> None:
    asked: list[int] = []

    def fetch(number: int) -> list[str]:
        asked.append(number)
        return [f"{number}-{place}" for place in range(3)]

    batches = iterate_batches(fetch, size=3)
    assert next(batches) == ["1-0", "1-1", "1-2"]
    assert asked == [1]
    assert next(batches)[0] == "2-0"
    assert asked == [1, 2]
