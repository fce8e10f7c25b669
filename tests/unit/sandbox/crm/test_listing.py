"""Lists: pages that fit together, filters, sorting with empty values last."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.sandbox.crm import listing

ROWS: list[dict[str, Any]] = [
    {"id": 1, "name": "Bakker", "city": "Gent", "owner": {"id": 4}},
    {"id": 2, "name": "aerts", "city": None, "owner": {"id": 5}},
    {"id": 3, "name": "Claes", "city": "Breda", "owner": None},
]


def ids(rows: Any) -> list[int]:
    return [row["id"] for row in rows]


@given(total=st.integers(0, 60), per_page=st.integers(1, 20))
def test_the_pages_together_are_the_list_each_row_once(total: int, per_page: int) -> None:
    rows = [{"id": number} for number in range(total)]
    first = listing.cut(rows, number=1, per_page=per_page)
    every = [listing.cut(rows, number=number, per_page=per_page) for number in range(1, first.pages + 1)]
    assert [row for page in every for row in page.rows] == rows
    assert all(page.total == total for page in every)
    assert list(listing.cut(rows, number=first.pages + 1, per_page=per_page).rows) == []


@pytest.mark.parametrize(
    ("keep", "value", "kept"),
    [
        (listing.equals("owner"), "4", [1]),
        (listing.equals("id"), 2, [2]),
        (listing.is_one_of("id"), "1, 3", [1, 3]),
        (listing.is_one_of("id"), [2], [2]),
        (listing.is_like("name"), "*a*", [1, 2, 3]),
        (listing.is_like("name"), "bakke?", [1]),
        (listing.is_like("name"), "bakke", []),
        (listing.has_words("name", "city"), "gent bak", [1]),
        (listing.has_words(), "breda", [3]),
        (listing.has_words("name"), "breda", []),
    ],
)
def test_a_filter_keeps_what_fits(keep: listing.Keep, value: Any, kept: list[int]) -> None:
    assert ids(listing.keep(ROWS, {"x": keep}, {"x": value, "unknown": 1})) == kept


def test_a_filter_that_is_not_asked_keeps_all() -> None:
    assert ids(listing.keep(ROWS, {"x": listing.equals("id")}, {"x": None})) == [1, 2, 3]


def test_sorting_goes_by_value_case_aside_with_empty_last_both_ways() -> None:
    assert ids(listing.sort(ROWS, "name")) == [2, 1, 3]
    assert ids(listing.sort(ROWS, "city")) == [3, 1, 2]
    assert ids(listing.sort(ROWS, "city", descending=True)) == [1, 3, 2]
    assert ids(listing.sort(ROWS, "owner", descending=True)) == [2, 1, 3]
