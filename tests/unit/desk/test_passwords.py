"""Passwords of staff: what a guesser tries first is refused, a few words together are taken."""

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from portal.desk.people.passwords import LONGEST_READ, count_worth

READER = User(username="reader", first_name="Lotte", last_name="Van den Broeck", email="lvdb@kantoor.example")


@pytest.mark.parametrize(
    "password",
    [
        "reader1234567",
        "1234567reader",
        "R3ader-1234567",
        "LotteBroeck2026",
        "kantoor!kantoor!",
        "Gerechtsdeurwaarder1",
        "Huissier2026!",
        "welkom12345678",
        "Welkom2026!!!!!",
        "P4ssw0rd-P4ssw0rd",
        "qwertyuiop12",
        "Xk3#vT9qLw2",
        "azertyuiop2026",
        "aaaaaaaaaaaaaaaa",
        "abcdefghijklmnop",
        "987654321098",
        "zomer2026zomer2026",
    ],
)
def test_what_a_guesser_tries_first_is_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, READER)


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple",
        "leaf-orbit-crane-71",
        "Xk3#vT9qLw2m",
        "drie paarse fietsen slapen",
        "another practice password",
    ],
)
def test_words_together_and_letters_by_chance_are_taken(password: str) -> None:
    validate_password(password, READER)


def test_a_long_password_costs_no_more_than_its_beginning() -> None:
    assert count_worth("x" * 500_000) == count_worth("x" * LONGEST_READ)
