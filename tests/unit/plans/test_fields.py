"""What people type in a plan form, in many forms."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from portal.plans.fields import AmountField, DayField, MonthsField, parse_amount, parse_day

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("50", 5000),
        ("50,5", 5050),
        ("50.05", 5005),
        (" € 50,- ", 5000),
        ("50 euro", 5000),
        ("50EUR", 5000),
        ("1.234,56", 123456),
        ("1 234,56", 123456),
        ("1,234.56", 123456),
        ("1.234", 123400),
        ("1.234.567", 123456700),
        ("12.34", 1234),
        ("0,01", 1),
    ],
)
def test_amounts_people_type(typed: str, cents: int) -> None:
    assert parse_amount(typed) == cents


@pytest.mark.parametrize("typed", ["", "-5", "abc", "1,2,3", "12.34.56", "1.23.456", "5e3", "½", "50,555,5"])
def test_what_is_no_amount(typed: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - which words it has matters to nobody
        parse_amount(typed)


@given(st.integers(min_value=1, max_value=10**12))
def test_every_amount_written_the_belgian_way_is_read(cents: int) -> None:
    written = f"{cents // 100:,}".replace(",", ".") + f",{cents % 100:02d}"
    assert parse_amount(written) == cents


@given(st.text(max_size=30))
def test_any_text_is_an_amount_or_refused(typed: str) -> None:
    try:
        assert parse_amount(typed) >= 0
    except ValueError:
        return


@pytest.mark.parametrize(
    "typed",
    [
        "5/12/2026",
        "05-12-2026",
        "5.12.26",
        "5 12 2026",
        "05122026",
        "2026-12-05",
        "5 december 2026",
        "5 DEC",
        "5 décembre 2026",
        "5 dec. 2026",
        "5. Dezember 2026",
        "zaterdag 5 december",
        "5 de dezember 2026",
        "5/12",
    ],
)
def test_dates_people_type(typed: str) -> None:
    assert parse_day(typed, today=TODAY) == date(2026, 12, 5)


def test_a_date_without_a_year_is_the_next_one() -> None:
    assert parse_day("1er janvier", today=TODAY) == date(2027, 1, 1)
    assert parse_day("22/11", today=TODAY) == date(2027, 11, 22)


@pytest.mark.parametrize(
    "typed", ["", "x", "5", "31/2/2027", "12/13/2026", "5/12/99999999999999", "maandag", "5 5 5 5"]
)
def test_what_is_no_date(typed: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - which words it has matters to nobody
        parse_day(typed, today=TODAY)


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_refused(typed: str) -> None:
    field = DayField(required=False)
    try:
        assert field.clean(typed) is None or isinstance(field.clean(typed), date)
    except ValidationError:
        return


@pytest.mark.parametrize(
    ("typed", "months"), [("6", 6), (" 12 ", 12), ("6 maanden", 6), ("6 mois", 6), ("", None)]
)
def test_months_people_type(typed: str, months: int | None) -> None:
    assert MonthsField(required=False).clean(typed) == months


@pytest.mark.parametrize("typed", ["0", "-3", "2,5", "zes", "99999999", "6 7"])
def test_what_is_no_number_of_months(typed: str) -> None:
    with pytest.raises(ValidationError):
        MonthsField().clean(typed)


@pytest.mark.parametrize("typed", ["0", "0,00", "-1", "veel"])
def test_an_amount_field_takes_only_what_is_above_zero(typed: str) -> None:
    with pytest.raises(ValidationError):
        AmountField().clean(typed)
