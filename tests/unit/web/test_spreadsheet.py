"""A cell of an export never runs as a formula."""

import pytest

from portal.web.spreadsheet import guard_cell


@pytest.mark.parametrize(
    "text", ["=1+1", "+32 9 000", "@SUM(A1)", "-1+1", "\t=1", " =1", "\ufeff=1", "\uff1d1", "-"]
)
def test_a_formula_becomes_text(text: str) -> None:
    assert guard_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Peeters", "12,50", "-12,50", "a=b", "1-2"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert guard_cell(text) == text
