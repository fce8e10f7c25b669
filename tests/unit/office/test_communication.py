"""The payment reference follows the Belgian check digits, and never invents one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.be import ogm_vcs

from portal.office.communication import payment_reference, structured_communication
from portal.office.models import Office


@pytest.mark.parametrize(
    ("file_name", "expected"),
    [
        ("0108068171", "+++010/8068/17183+++"),
        ("1234567890", "+++123/4567/89002+++"),
        ("1197530766", "+++119/7530/76697+++"),
        ("26/004512", "+++002/6004/51273+++"),
        ("", ""),
        ("Janssens", ""),
        ("12345678901", ""),
        ("٢٦", ""),
    ],
)
def test_structured_communication(file_name: str, expected: str) -> None:
    assert structured_communication(file_name) == expected


@given(st.integers(min_value=0, max_value=10**10 - 1))
def test_every_number_gets_valid_check_digits(number: int) -> None:
    assert ogm_vcs.is_valid(structured_communication(str(number)))


def test_an_office_may_choose_free_text() -> None:
    office = Office(communication=Office.Communication.TEXT)
    assert payment_reference(office, "26/004512") == "26/004512"


def test_a_number_that_does_not_fit_is_written_as_it_is() -> None:
    assert payment_reference(Office(), "2026/00000/45120") == "2026/00000/45120"
