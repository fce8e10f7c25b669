"""What people type, and what is refused."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from portal.web.typed.parsing import parse_birthday, parse_day, parse_money
from tests.growth import LINEAR, measure_doubling

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("50", 5000),
        ("50,00", 5000),
        ("50.5", 5050),
        ("50,-", 5000),
        ("50,\N{EN DASH}", 5000),
        ("50,--", 5000),
        ("50euro", 5000),
        ("50EUR", 5000),
        ("50 euro's", 5000),
        ("\u20ac50", 5000),
        ("€ 50", 5000),
        ("50 €", 5000),
        ("EUR 50,10", 5010),
        ("50 euro", 5000),
        ("1.234,56", 123_456),
        ("1,234.56", 123_456),
        ("1 234,56", 123_456),
        ("1\N{NARROW NO-BREAK SPACE}234,56\N{NO-BREAK SPACE}€", 123_456),
        ("1'234.50", 123_450),
        ("1.234", 123_400),
        ("1,234", 123_400),
        ("1.234.567", 123_456_700),
        ("  75,5 ", 7550),
        ("0,01", 1),
        ("007", 700),
        ("\u0665\u0660", 5000),
    ],
)
def test_an_amount_is_understood(text: str, cents: int) -> None:
    assert parse_money(text) == cents


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "abc",
        "-5",
        "\N{MINUS SIGN}5",
        "5-",
        "1.23.4",
        "12,345,6",
        "1.234.56",
        "0,500",
        "1,2345",
        "12 34",
        "5 0 0",
        "1e3",
        "NaN",
        "\u066b",
        "50 60",
        "1.234 567",
        "²5",
        "9" * 12,
        "€",
        ",50",
        "50 dollar",
        "50europa",
        "01.234",
        "50,---",
        "12.34.56",
        "½",
    ],
)
def test_what_is_no_clear_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_money(text)


@pytest.mark.parametrize(
    "text",
    [
        "1/3/2027",
        "01-03-2027",
        "1.3.27",
        "01 03 2027",
        "2027-03-01",
        "2027/3/1",
        "01032027",
        "1 maart 2027",
        "1 mrt 2027",
        "1er mars 2027",
        "1. März 2027",
        "1. Maerz 2027",
        "1 march 2027",
        "1st of March, 2027",
        "1 MAART 27",
        "1 mar. 2027",
        "1mrt 2027",
        "maandag 1 maart 2027",
        "Mo., 1. März 2027",
        "le lundi 1er mars 2027",
        "op 1/3/2027",
        "1 de mars 2027",
        "1/3",
        "1.3.",
        "1 maart",
        "lundi 1er mars",
        "\u0661/\u0663/\u0662\u0660\u0662\u0667",
    ],
)
def test_a_date_is_understood_day_first(text: str) -> None:
    assert parse_day(text, today=TODAY) == date(2027, 3, 1)


def test_without_a_year_it_is_the_next_such_day() -> None:
    assert parse_day("23/11", today=TODAY) == date(2026, 11, 23)
    assert parse_day("22/11", today=TODAY) == date(2027, 11, 22)
    assert parse_day("1er janvier", today=TODAY) == date(2027, 1, 1)
    assert parse_day("29 februari", today=TODAY) == date(2028, 2, 29)


def test_without_a_year_a_day_of_the_past_is_the_last_such_day() -> None:
    latest = date(2026, 11, 30)
    assert parse_day("1 nov", latest=latest) == date(2026, 11, 1)
    assert parse_day("30/11", latest=latest) == date(2026, 11, 30)
    assert parse_day("1/12", latest=latest) == date(2025, 12, 1)
    assert parse_day("29 februari", latest=latest) == date(2024, 2, 29)
    assert parse_day("1/12/2026", latest=latest) == date(2026, 12, 1), "what was typed stays"


def test_without_a_year_and_without_a_day_to_count_from_it_lies_ahead() -> None:
    assert parse_day("1 maart") > timezone.localdate()


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_refused(typed: str) -> None:
    try:
        assert isinstance(parse_day(typed, today=TODAY), date)
    except ValueError:
        return


@given(st.text(max_size=30))
def test_any_text_is_an_amount_or_refused(typed: str) -> None:
    try:
        assert parse_money(typed) >= 0
    except ValueError:
        return


@given(st.integers(min_value=1, max_value=10**12))
def test_every_amount_written_the_belgian_way_is_read(cents: int) -> None:
    written = f"{cents // 100:,}".replace(",", ".") + f",{cents % 100:02d}"
    assert parse_money(written) == cents


@pytest.mark.parametrize(
    ("text", "month"), [("1 août 2027", 8), ("1 aout 2027", 8), ("1 févr. 2027", 2), ("1 okt 2027", 10)]
)
def test_accents_and_short_names_of_months(text: str, month: int) -> None:
    assert parse_day(text) == date(2027, month, 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tomorrow",
        "31/02/2027",
        "13/13/2027",
        "3/2027",
        "1 foo 2027",
        "2027",
        "0/1/2027",
        "1/3/202",
        "5",
        "maandag",
        "5 5 5 5",
        "1/13",
        "30/2",
        "1 maart of 2 maart",
        "5/12/99999999999999",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_day(text)


HOSTILE = [
    "op ",
    "a",
    "1",
    "1.",
    "1 ",
    ",",
    " ",
    "1/",
    "maart ",
    "1'",
    "\u0300\u0327",
    "eur",
    "€",
    "\u0665",
    "de,",
]


@pytest.mark.parametrize("parse", [parse_money, parse_day])
@pytest.mark.parametrize("part", HOSTILE)
@pytest.mark.parametrize("start", ["", "1", "1 ", "ma "])
def test_no_typed_text_takes_longer_than_its_length(
    parse: Callable[[str], object], part: str, start: str
) -> None:
    def work(text: str) -> None:
        with suppress(ValueError):
            parse(text)

    assert measure_doubling(work, lambda length: start + part * (length // len(part))) < LINEAR


@pytest.mark.parametrize("parse", [parse_money, parse_day])
def test_what_is_far_too_long_is_refused(parse: Callable[[str], object]) -> None:
    with pytest.raises(ValueError, match="too long"):
        parse("op " * 100 + "1")


@pytest.mark.parametrize("text", ["0001-01-01", "31/12/9999", "1-1-1799", "2201-01-01"])
def test_a_day_of_no_lifetime_is_none(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_day(text)


@pytest.mark.parametrize("typed", ["3/2/51", "3.2.1951", "1951-02-03", "3 februari 51", "le 3 février 1951"])
def test_a_birthday_of_two_digits_lies_behind(typed: str) -> None:
    assert parse_birthday(typed) == date(1951, 2, 3)


@pytest.mark.parametrize("typed", ["", "3 februari", "3/2", "3/2/2151", "3/2/1851", "31/2/51"])
def test_what_is_no_whole_birthday_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - nobody reads its words
        parse_birthday(typed)
