"""A download is opened by a spreadsheet, which takes some texts for formulas.

The kind: a list of first characters that forgot what a spreadsheet passes over.
"""

import pytest

from portal.web.spreadsheet import guard_cell

STARTS = (
    "",
    " ",
    "\n",
    "\x0b",
    "\t",
    "\u200b",
    "\u200e",
    "\ufeff",
    "\u00a0",
    "\u3000",
    "\n\u200b ",
    "\u2800",
    "\ufe0f",
    "\u3164",
)


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("formula", ["=1+1", "+1", "@SUM(A1)", "-1+1", "\uff1d1"])
def test_no_cell_is_a_formula(start: str, formula: str) -> None:
    assert guard_cell(start + formula) == f"'{start}{formula}"


@pytest.mark.parametrize("start", ["\n", "\x0b", "\u200b", "\t"])
def test_no_cell_begins_with_what_nobody_sees(start: str) -> None:
    assert guard_cell(f"{start}text") == f"'{start}text"


@pytest.mark.parametrize("text", ["", "Janssens", " Janssens", "-12,50", "1=1", "a@b.be"])
def test_any_other_text_stays(text: str) -> None:
    assert guard_cell(text) == text
