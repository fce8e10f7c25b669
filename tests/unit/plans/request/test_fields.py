"""A number of months, in the forms people type it."""

import pytest
from django.core.exceptions import ValidationError

from portal.plans.request.fields import MonthsField


@pytest.mark.parametrize(
    ("typed", "months"),
    [
        ("6", 6),
        (" 12 ", 12),
        ("6 maanden", 6),
        ("6maanden", 6),
        ("6 mois", 6),
        ("6 Mon.", 6),
        ("\u0661\u0662", 12),
        ("", None),
    ],
)
def test_months_people_type(typed: str, months: int | None) -> None:
    assert MonthsField(required=False).clean(typed) == months


@pytest.mark.parametrize("typed", ["0", "-3", "2,5", "zes", "99999999", "6 7", "²"])
def test_what_is_no_number_of_months(typed: str) -> None:
    with pytest.raises(ValidationError):
        MonthsField().clean(typed)
