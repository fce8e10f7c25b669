"""What an office may write to people, and what not."""

import pytest
from django.core.exceptions import ValidationError

from portal.office.text_gate import REJECTED, check_text, split_sentences

CALM = "Call us when you cannot pay. We look for a way together."


def list_faults(text: str, language: str = "en", **options: object) -> list[str]:
    try:
        check_text(text, language, **options)  # type: ignore[arg-type]
    except ValidationError as error:
        return list(error.messages)
    return []


@pytest.mark.parametrize("language", REJECTED)
def test_a_calm_text_passes_in_every_language(language: str) -> None:
    assert list_faults(CALM, language) == []


def test_a_sentence_has_twenty_words_at_most() -> None:
    words = " ".join(["word"] * 20)
    assert list_faults(f"{words}.") == []
    assert len(list_faults(f"{words} more.")) == 1


def test_the_mean_counts_too() -> None:
    long = " ".join(["word"] * 13) + "."
    assert len(list_faults(long, on_average=12)) == 1
    assert list_faults(f"{long} And short.", on_average=12) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Dit is uw laatste  kans!"),
        ("fr", "C’est votre DERNIÈRE CHANCE."),
        ("de", "Bezahlen Sie unverzüglich."),
        ("en", "Pay, or else."),
    ],
)
def test_a_threat_is_refused_in_its_language(language: str, text: str) -> None:
    assert len(list_faults(text, language)) == 1


def test_a_part_of_a_word_is_no_threat() -> None:
    assert list_faults("Elle est emprisonnée.", "fr") == []


@pytest.mark.parametrize("text", ["BE68 5390 0754 7034", "See www.evil.example", "http://evil.example"])
def test_where_to_pay_and_where_to_click_stand_elsewhere(text: str) -> None:
    assert len(list_faults(text)) == 1


def test_only_known_marks_stand_between_braces() -> None:
    assert list_faults("Call {phone}.", placeholders=("phone",)) == []
    assert len(list_faults("Call {iban}.", placeholders=("phone",))) == 1
    assert len(list_faults("Call {phone.", placeholders=("phone",))) == 1


def test_a_line_is_a_sentence_of_its_own() -> None:
    assert split_sentences("One two\nthree. Four “five.” six") == [
        ["One", "two"],
        ["three."],
        ["Four", "“five.”"],
        ["six"],
    ]
