"""Account numbers are written one way, and a bank code belongs to its account."""

import pytest
from django.core.exceptions import ValidationError

from portal.office.account import check_bank, group_iban, has_account, mask_iban, tidy_bic, tidy_iban


@pytest.mark.parametrize(
    "text",
    ["BE71 0961 2345 6769", "be71-0961-2345-6769", " BE71.0961\u00a02345\u20116769 ", "BE71096123456769"],
)
def test_a_number_is_stored_one_way(text: str) -> None:
    assert tidy_iban(text) == "BE71096123456769"


def test_a_number_is_shown_in_fours_and_masked_in_mails() -> None:
    assert group_iban("BE71096123456769") == "BE71 0961 2345 6769"
    assert mask_iban("BE71096123456769") == "BE71 **** **** 6769"
    assert (group_iban(""), mask_iban(""), mask_iban("BE71")) == ("", "", "")


@pytest.mark.parametrize("text", ["gkcc be bb", "GKCC-BEBB", "GKCC.BEBB"])
def test_a_code_is_stored_one_way(text: str) -> None:
    assert tidy_bic(text) == "GKCCBEBB"


@pytest.mark.parametrize("text", ["GKCC", "GKCCBEBBX", "GKCCBE B\u0660", "12345678"])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        tidy_bic(text)


@pytest.mark.parametrize(
    ("iban", "bic"),
    [
        ("BE71096123456769", "GKCCBEBB"),
        ("BE71096123456769", "GKCCBEBBXXX"),
        ("BE68539007547034", "BBRUBEBB"),  # a bank that nobody lists
        ("NL91ABNA0417164300", "ABNANL2A"),
        ("DE89370400440532013000", "COBADEFF"),
    ],
)
def test_a_code_that_can_be_the_bank_of_the_account(iban: str, bic: str) -> None:
    check_bank(iban, bic)


@pytest.mark.parametrize(
    ("iban", "bic"),
    [
        ("BE71096123456769", "BBRUBEBB"),
        ("BE71096123456769", "GKCCNL2A"),
        ("NL91ABNA0417164300", "INGBNL2A"),
        ("DE89370400440532013000", "GKCCBEBB"),
    ],
)
def test_a_code_of_another_bank(iban: str, bic: str) -> None:
    with pytest.raises(ValidationError):
        check_bank(iban, bic)


@pytest.mark.parametrize(
    "text",
    [
        "Betaal op BE71 0961 2345 6769 a.u.b.",
        "be71-0961-2345-6769",
        "Nieuw: NL91ABNA0417164300, van 9 tot 17 uur",
        "BE71\u00a00961\u00a02345\u00a06769",
    ],
)
def test_an_account_number_in_a_text_is_seen(text: str) -> None:
    assert has_account(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Maandag tot vrijdag, 9 tot 12 uur en 13 tot 16 uur",
        "BE 0123.456.749",
        "+32 9 000 00 00",
        "BE71 0961 2345 6768",
        "https://kantoor.example/be71/0961/2345",
        "\u0660" * 200,
    ],
)
def test_other_texts_are_none(text: str) -> None:
    assert not has_account(text)


@pytest.mark.parametrize("iban", ["BE71096123456769", "NL91ABNA0417164300", "DE89370400440532013000"])
def test_a_number_that_is_half_typed_says_nothing_of_its_bank(iban: str) -> None:
    for end in range(len(iban)):
        check_bank(iban[:end], "BBRUBEBB")
        check_bank(iban[:end] + "\u0660", "BBRUBEBB")
