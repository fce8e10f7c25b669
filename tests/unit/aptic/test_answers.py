"""Answers of any shape on a page: every digit stays, nothing breaks it."""

from decimal import Decimal
from typing import Any

import pytest

from portal.aptic.actions.calling import Answer as Kept
from portal.aptic.actions.calling import read_answer
from portal.aptic.actions.presenters import present_answer
from portal.integrations.exchange import MOST_DEEP, Answer


@pytest.mark.parametrize(
    "text", ["0.1", "1234567890123456789.01", "0.30000000000000004001", "1E+60", "100.10"]
)
def test_every_digit_of_an_answer_is_shown(text: str) -> None:
    shown = present_answer(Kept([Decimal(text)]))

    assert shown is not None
    assert Decimal(shown.text.strip('[] \n"')) == Decimal(text)


@pytest.mark.parametrize("content", [b"[" * MOST_DEEP + b"]" * MOST_DEEP, b'{"a":' * 63 + b"[]" + b"}" * 63])
def test_the_deepest_answer_that_is_taken_can_be_kept_and_shown(content: bytes) -> None:
    data: Any = Answer(200, {}, content).parse_json()

    assert present_answer(read_answer(data)) is not None
