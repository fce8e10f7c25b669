"""Amounts and dates as each language writes them."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from portal.web import formats
from portal.web.typed.parsing import parse_day, parse_money

HARD = "\N{NO-BREAK SPACE}"
NARROW = "\N{NARROW NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
LANGUAGES = ["nl", "fr", "de", "en"]


@pytest.mark.parametrize(
    ("language", "plus", "minus"),
    [
        ("nl", f"€{HARD}1.234,56", f"€{HARD}{MINUS}1.234,56"),
        ("fr", f"1{NARROW}234,56{HARD}€", f"{MINUS}1{NARROW}234,56{HARD}€"),
        ("de", f"1.234,56{HARD}€", f"{MINUS}1.234,56{HARD}€"),
        ("en", "€1,234.56", f"{MINUS}€1,234.56"),
    ],
)
def test_money_is_written_as_the_language_does(language: str, plus: str, minus: str) -> None:
    with translation.override(language):
        assert formats.money(123_456) == plus
        assert formats.money(-123_456) == minus


def test_small_amounts_keep_their_zeros() -> None:
    with translation.override("nl"):
        assert formats.money(0) == f"€{HARD}0,00"
        assert formats.money(5) == f"€{HARD}0,05"
        assert formats.money(-5) == f"€{HARD}{MINUS}0,05"
        assert formats.money(100_000_000_00) == f"€{HARD}100.000.000,00"


@pytest.mark.parametrize(
    ("language", "first", "short", "moment"),
    [
        ("nl", "1 maart 2027", "01/03/2027", "1 maart 2027 om 14:05"),
        ("fr", "1er mars 2027", "01/03/2027", "1er mars 2027 à 14:05"),
        ("de", "1. März 2027", "01.03.2027", "1. März 2027 um 14:05 Uhr"),
        ("en", "1 March 2027", "01/03/2027", "1 March 2027 at 14:05"),
    ],
)
def test_dates_are_written_as_the_language_does(language: str, first: str, short: str, moment: str) -> None:
    with translation.override(language):
        assert formats.day(date(2027, 3, 1)) == first
        assert formats.short_day(date(2027, 3, 1)) == short
        assert formats.moment(datetime(2027, 3, 1, 13, 5, tzinfo=UTC)) == moment
        assert formats.clock(datetime(2027, 7, 1, 13, 5, tzinfo=UTC)) == "15:05"


def test_months_are_counted_in_words() -> None:
    with translation.override("nl"):
        assert [formats.months(n) for n in (1, 12)] == ["1 maand", "12 maanden"]


@given(cents=st.integers(0, 10**12), language=st.sampled_from(LANGUAGES))
def test_what_is_written_can_be_typed_back(cents: int, language: str) -> None:
    with translation.override(language):
        assert parse_money(formats.money(cents)) == cents
        assert parse_money(formats.plain_amount(cents)) == cents


@given(on=st.dates(date(2000, 1, 1), date(2099, 12, 31)), language=st.sampled_from(LANGUAGES))
def test_a_written_date_can_be_typed_back(on: date, language: str) -> None:
    with translation.override(language):
        assert parse_day(formats.day(on)) == on
        assert parse_day(formats.short_day(on)) == on


@pytest.mark.parametrize(
    ("language", "on", "words"),
    [
        ("nl", date(2026, 11, 26), "donderdag 26 november"),
        ("fr", date(2026, 12, 1), "mardi 1er décembre"),
        ("de", date(2026, 11, 26), "Donnerstag, 26. November"),
        ("en", date(2026, 11, 29), "Sunday 29 November"),
    ],
)
def test_near_date_has_its_day_of_the_week(language: str, on: date, words: str) -> None:
    with translation.override(language):
        assert formats.week_day(on) == words
