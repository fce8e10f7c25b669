"""References the payment service accepts, tokens nobody can guess."""

import re

from portal.payments.attempt.references import make_reference, make_token


def test_reference_is_letters_and_digits_within_thirty_five() -> None:
    assert re.fullmatch(r"DP[0-9A-Z]{26}", make_reference())


def test_references_never_repeat() -> None:
    assert len({make_reference() for _ in range(2000)}) == 2000


def test_later_reference_sorts_behind() -> None:
    first = make_reference()
    later = make_reference()
    assert first[:12] <= later[:12]


def test_token_is_long_and_new_each_time() -> None:
    tokens = {make_token() for _ in range(100)}
    assert len(tokens) == 100
    assert {len(token) for token in tokens} == {43}
