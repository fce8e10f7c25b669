"""Whole numbers as browsers send them."""

import pytest

from portal.web.typed.characters import LARGEST, read_whole


@pytest.mark.parametrize(
    ("text", "number"), [("0", 0), ("007", 7), (str(LARGEST), LARGEST), (str(LARGEST + 1), None)]
)
def test_numbers_are_read_up_to_the_largest_that_can_be_kept(text: str, number: int | None) -> None:
    assert read_whole(text) == number


@pytest.mark.parametrize("text", ["", " 1", "-1", "+1", "1_0", "1.0", "²", "٤", "9" * 4_301, "9" * 500_000])
def test_anything_else_is_no_number_and_no_error(text: str) -> None:
    assert read_whole(text) is None


def test_a_number_above_the_bound_is_none() -> None:
    assert read_whole("11", most=10) is None
    assert read_whole("10", most=10) == 10
