"""The builder of ``$filter``: typed fields, and values that never leave their quotes."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.integrations.aptic.filters import NAMES, Field, Filter, all_of, any_of, order_by
from portal.sandbox.aptic.filters import read_filter

TEXTS = [name for name, field in NAMES.items() if field.kind == "text"]
HOSTILE = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="'\\ ()or=,%&#\"eq1;-/*", max_size=40),
    st.sampled_from(
        ["' or '1' eq '1", "x') or (limit gt 0", "''", "'", "a''b", "\\'", "%27 or 1", "\uff07 or \uff07"]
    ),
)


def make(build: str, name: str, value: str) -> Filter | None:
    try:
        found: Filter = getattr(NAMES[name], build)(value)
    except ValueError:
        return None
    return found


def read_quoted(text: str) -> tuple[str, list[str]]:
    """By the rule of OData alone: a quote opens, a doubled one is a quote, a single one closes."""
    rest, values, at = "", [], 0
    while at < len(text):
        if text[at] != "'":
            rest, at = rest + text[at], at + 1
            continue
        at, value = at + 1, ""
        while not (text[at] == "'" and text[at + 1 : at + 2] != "'"):
            step = 2 if text[at] == "'" else 1
            value, at = value + text[at], at + step
        at += 1
        values.append(value)
        rest += "?"
    return rest, values


FORMS = {
    "equals": "{} eq ?",
    "differs": "{} ne ?",
    "above": "{} gt ?",
    "below": "{} lt ?",
    "contains": "contains({},?)",
    "starts_with": "startswith({},?)",
}


@given(st.sampled_from(sorted(FORMS)), st.sampled_from(TEXTS), HOSTILE)
def test_no_value_leaves_its_quotes(build: str, name: str, value: str) -> None:
    made = make(build, name, value)
    if made is None:
        assert not value.strip() or re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]", value)
    else:
        assert read_quoted(made.text) == (FORMS[build].format(name), [value])


@given(st.lists(HOSTILE, min_size=1, max_size=4))
def test_joined_conditions_are_read_as_they_were_meant(values: list[str]) -> None:
    made = [one for value in values if (one := make("equals", "fullname", value))]
    if not made:
        return
    row = {"name": {"fullName": "nobody is called this"}, "addresses": []}
    assert read_filter(any_of(*made).text)(row) is False
    assert read_filter(all_of(*made).text)(row) is False


@given(HOSTILE)
def test_what_is_asked_for_is_found(value: str) -> None:
    row = {"name": {"fullName": value}, "addresses": []}
    for build in ("equals", "contains", "starts_with"):
        made = make(build, "fullname", value)
        assert made is None or read_filter(made.text)(row) is True


def test_words_of_a_condition() -> None:
    name, limit = NAMES["fullname"], NAMES["limit"]
    assert name.equals("D'Hondt").text == "fullname eq 'D''Hondt'"
    assert name.differs("a").text == "fullname ne 'a'"
    assert name.above("a").text == "fullname gt 'a'"
    assert name.contains("x").text == "contains(fullname,'x')"
    assert name.starts_with("x").text == "startswith(fullname,'x')"
    assert limit.above(Decimal("1E+3")).text == "limit gt 1000"
    assert limit.below(-2).text == "limit lt -2"


def test_conditions_are_joined_in_brackets() -> None:
    first, second = NAMES["city"].equals("Gent"), NAMES["juridicaltype"].equals(1)
    assert all_of(first, any_of(second, first)).text == (
        "(city eq 'Gent') and ((juridicaltype eq 1) or (city eq 'Gent'))"
    )
    assert any_of(first) == first


@pytest.mark.parametrize("value", ["", "  ", "a\nb", "a\x00", "\u2028", "\ud800", "x" * 201, 5, None, True])
def test_text_that_cannot_be_sent_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"^(a text is wanted|the text is too long)"):
        NAMES["fullname"].equals(value)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", ["1 or 1 eq 1", True, Decimal("NaN"), Decimal("Infinity"), 1.5, None])
def test_a_number_is_wanted_where_the_field_is_one(value: object) -> None:
    with pytest.raises(ValueError, match="compared with a number"):
        NAMES["limit"].equals(value)  # type: ignore[arg-type]


def test_a_number_is_not_searched_in() -> None:
    with pytest.raises(ValueError, match="no text"):
        Field("limit", "number").contains("1")


def test_nothing_and_too_much_are_no_condition() -> None:
    one = NAMES["city"].equals("Gent")
    with pytest.raises(ValueError, match="at least"):
        all_of()
    with pytest.raises(ValueError, match="too many"):
        any_of(*[one] * 51)


def test_order_is_by_a_known_field_only() -> None:
    assert order_by("fullname") == "fullname asc"
    assert order_by("limit", descending=True) == "limit desc"
    with pytest.raises(KeyError):
        order_by("fullname; drop")
