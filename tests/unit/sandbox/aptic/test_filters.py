"""The conditions of the practice Aptic: read by their grammar, evaluated on a person."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.sandbox.aptic.filters import FilterError, read_filter, sort_rows

ROW = {
    "juridicalType": 0,
    "name": {"firstName": "Zoë", "lastName": "D'Hondt", "fullName": "Zoë D'Hondt"},
    "addresses": [{"city": "Gent"}, {"city": "Eupen"}],
    "idnumber": "70010199999",
    "email": "zoe@example.be",
    "limit": 250.5,
}


@pytest.mark.parametrize(
    ("text", "is_met"),
    [
        ("fullname eq 'zoë d''hondt'", True),
        ("FullName eq 'Zoë'", False),
        ("fullname ne 'x'", True),
        ("city eq 'Eupen'", True),
        ("contains(lastname,'HON')", True),
        ("startswith(lastname,'D''')", True),
        ("endswith( email , '.be' )", True),
        ("limit gt 250", True),
        ("limit gt 250.5", False),
        ("limit ge 250.5 and limit le 250.5", True),
        ("limit lt '300'", True),
        ("idnumber gt '7'", True),
        ("juridicaltype eq 1", False),
        ("not juridicaltype eq 1", True),
        ("not (limit gt 1 or limit lt 1)", False),
        ("limit gt 999 and limit gt 999 or limit gt 1", True),
        ("limit gt 1 or limit gt 1 and limit gt 999", True),
        ("(limit gt 1 or limit gt 1) and limit gt 999", False),
    ],
)
def test_condition_is_met_or_not(text: str, *, is_met: bool) -> None:
    assert read_filter(text)(ROW) is is_met


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "fullname", "fullname eq", "fullname eq x", "fullname = 'x'", "eq 'x'", "fullname eq 'x"),
        *(
            "fullname eq 'x' or",
            "fullname eq 'x')",
            "(fullname eq 'x'",
            "fullname eq 'x' y",
            "contains(fullname)",
        ),
        *(
            "upper(fullname,'x')",
            "contains('x',fullname)",
            "fullname like 'x'",
            "nothing eq 'x'",
            "limit eq 'x'",
        ),
        "(" * 40 + "limit gt 1" + ")" * 40,
    ],
)
def test_what_is_no_condition_is_refused(text: str) -> None:
    with pytest.raises(FilterError):
        read_filter(text)(ROW)


@given(st.text(alphabet="'()eqorandnt limt,1x\n", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(FilterError):
        assert read_filter(text)(ROW) in (True, False)


def test_rows_are_sorted_by_several_fields() -> None:
    rows = [{**ROW, "limit": limit, "email": email} for limit, email in ((2, "b"), (1, "b"), (3, "a"))]
    found = sort_rows(list(rows), "email asc, limit desc")
    assert [row["limit"] for row in found] == [3, 2, 1]
    for order in ("", "email up", "nothing", "email asc desc", "email,"):
        with pytest.raises(FilterError):
            sort_rows(list(rows), order)
