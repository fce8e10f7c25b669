"""How an operator writes keys down."""

import pytest

from portal.integrations.sips.merchant_keys import is_public, parse_keys
from portal.integrations.sips.values import SipsKey


def test_one_secret_has_the_version_beside_it() -> None:
    assert parse_keys("aSecret_-1", "3") == (SipsKey("3", "aSecret_-1"),)


def test_keys_being_replaced_stand_newest_first() -> None:
    assert parse_keys("2:new, 1:old", "7") == (SipsKey("2", "new"), SipsKey("1", "old"))


def test_no_secret_is_no_key() -> None:
    assert parse_keys("", "1") == ()


@pytest.mark.parametrize(("text", "version"), [("2:new,old", "1"), ("1:a,1:b", "1"), ("secret", "one")])
def test_what_cannot_be_keys_is_refused(text: str, version: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any text will do
        parse_keys(text, version)


@pytest.mark.parametrize(
    ("merchant", "secret", "expected"),
    [
        ("002001000000001", "our-own", True),
        ("123456789012345", "002001000000001_KEY1", True),
        ("123456789012345", "our-own", False),
    ],
)
def test_practice_shops_of_the_samples_are_known(merchant: str, secret: str, *, expected: bool) -> None:
    assert is_public(merchant, parse_keys(secret, "1")) is expected


def test_a_key_never_shows_its_secret() -> None:
    assert "hidden" not in repr(SipsKey("1", "hidden"))
