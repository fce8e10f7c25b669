"""Codes nobody guesses and people can type over."""

import pytest

from portal.receipts.receipt_code import make_code, read_code


def test_codes_differ_and_have_a_hundred_bits() -> None:
    codes = {make_code() for _ in range(500)}
    assert len(codes) == 500
    assert {len(code.replace("-", "")) for code in codes} == {20}


@pytest.mark.parametrize("change", [str.lower, lambda code: code.replace("-", ""), lambda code: f" {code} "])
def test_code_is_read_as_people_type_it(change: object) -> None:
    code = make_code()
    assert read_code(change(code)) == code  # type: ignore[operator]


@pytest.mark.parametrize("typed", ["", "7F3K", "0000-0000-0000-0000-0000", "é" * 20, "A" * 21, "'; --"])
def test_what_can_be_no_code_is_none(typed: str) -> None:
    assert read_code(typed) == ""
