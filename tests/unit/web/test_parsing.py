"""What people type, and what is refused."""

from datetime import date

import pytest

from portal.web.parsing import parse_day, parse_money


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("50", 5000),
        ("50,00", 5000),
        ("50.5", 5050),
        ("50,-", 5000),
        ("50,\N{EN DASH}", 5000),
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
        "5,",
        "50 dollar",
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
    ],
)
def test_a_date_is_understood_day_first(text: str) -> None:
    assert parse_day(text) == date(2027, 3, 1)


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
        "1/3",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_day(text)
