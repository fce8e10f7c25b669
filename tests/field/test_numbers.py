"""One text means one number, in every field and both ways.

The kind: a mark that groups thousands in one language is the decimal mark of another, and each field guessed
for itself.
"""

from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from portal.crm.document.field_tree import Field
from portal.crm.entry.convert import TypedError, parse, to_text
from portal.integrations.openapi import Schema
from portal.web.typed.parsing import parse_day, parse_money

NUMBERS = {
    "nl": {"12,345": "12.345", "1.500": "1500", "12.500": "12500", "0.500": "0.5", "1.234,56": "1234.56"},
    "fr": {"12,345": "12.345", "1 500": "1500", "1.500": "1500", "1.5": "1.5"},
    "de": {"12,345": "12.345", "1.500": "1500", "1'500,25": "1500.25"},
    "en": {"12.345": "12.345", "1,500": "1500", "1.500": "1.5", "1,234.56": "1234.56"},
}
CASES = [(language, typed, right) for language, all_of in NUMBERS.items() for typed, right in all_of.items()]
NO_NUMBERS = ("1_000", "1.50.0", "12,34,5", "1..5", "--5", "1e5", "NaN", "1,5,", "0x10")


def make_field(kind: Any) -> Field:
    schema = Schema.make({"type": "number"}, "#", lambda _pointer: {})
    return Field(name="price", label="Price", kind=kind, schema=schema)


@pytest.mark.parametrize("kind", ["number", "money"])
@pytest.mark.parametrize(("language", "typed", "right"), CASES)
def test_a_number_is_what_it_says_in_that_language(kind: str, language: str, typed: str, right: str) -> None:
    with translation.override(language):
        assert parse(make_field(kind), typed) == Decimal(right)
        assert parse(make_field(kind), f"-{typed}") == -Decimal(right)


@pytest.mark.parametrize("language", NUMBERS)
@pytest.mark.parametrize("kind", ["number", "money"])
@pytest.mark.parametrize("value", ["12.345", "1500", "0.001", "1234567.891", "-12.5", "1500.25"])
def test_what_a_form_shows_is_read_back_as_the_same(kind: str, value: str, language: str) -> None:
    with translation.override(language):
        shown = to_text(make_field(kind), Decimal(value))
        assert parse(make_field(kind), shown) == Decimal(value)


@pytest.mark.parametrize("kind", ["number", "money", "integer"])
@pytest.mark.parametrize("typed", NO_NUMBERS)
def test_what_is_no_number_is_refused(kind: str, typed: str) -> None:
    with translation.override("nl"), pytest.raises(TypedError):
        parse(make_field(kind), typed)


def test_a_whole_number_may_be_grouped_and_never_broken() -> None:
    with translation.override("nl"):
        assert parse(make_field("integer"), "1.500") == 1500
        with pytest.raises(TypedError):
            parse(make_field("integer"), "1,5")


@pytest.mark.parametrize(
    ("typed", "cents"), [("50,", 5000), ("50€00", 5000), ("50€25", 5025), ("€ 50,-", 5000)]
)
def test_amounts_as_they_are_written_by_hand(typed: str, cents: int) -> None:
    assert parse_money(typed) == cents


@pytest.mark.parametrize(("typed", "month"), [("5 fév 2027", 2), ("5 Mrz 2027", 3), ("5 févr. 2027", 2)])
def test_months_as_they_are_cut_short(typed: str, month: int) -> None:
    assert (parse_day(typed).day, parse_day(typed).month) == (5, month)
