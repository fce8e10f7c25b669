"""File numbers in the way the office writes them; what is built otherwise stays as it was typed."""

import pytest

from portal.access.door_settings.file_spelling import spell_file_number
from portal.access.limits.pin_limits import make_file_key

SPELLINGS = [
    ("26/004512", "26004512", "26/004512"),
    ("26/004512", "264512", "26/004512"),
    ("26/004512", "26-4512", "26/004512"),
    ("26/004512", "2\u200b6 / 004512", "26/004512"),
    ("26/004512", "\u0662\u0666004512", "26/004512"),
    ("26/004512", "26/1/2", "26/1/2"),
    ("26/004512", "AB/12", "AB/12"),
    ("26/004512", "2", "2"),
    ("26/004512", "", ""),
    ("26/4512", "26/45", "26/45"),
    ("D-2026-17", "d202617", "D-2026-17"),
    ("D-2026-17", "d 2026 1234", "D-2026-1234"),
    ("d.17", "D17", "d.17"),
    ("20260017", "2026 0017", "20260017"),
    ("", "26 004512", "26004512"),
    ("/26", "26", "26"),
    ("26/", "26", "26"),
]


@pytest.mark.parametrize(("example", "typed", "spelled"), SPELLINGS)
def test_signs_zeros_and_capitals_are_those_of_the_example(example: str, typed: str, spelled: str) -> None:
    assert spell_file_number(typed, example) == spelled


@pytest.mark.parametrize(("example", "typed", "spelled"), SPELLINGS)
def test_no_spelling_gains_a_try(example: str, typed: str, spelled: str) -> None:
    assert make_file_key(typed) == make_file_key(spell_file_number(typed, example))
