"""Plain words: no sentence over twenty words, twelve on average, in every language of every room."""

import re

import pytest

from tests.repo import translate

MAX_WORDS = 20
MAX_MEAN = 12
TOOL = translate.load()
LANGUAGES = ["en", *TOOL.LANGUAGES]
CASES = [(room, language) for room in translate.list_rooms() for language in LANGUAGES]
END_OF_SENTENCE = re.compile(r"(?<=[.!?:])[\s\u00a0\u202f]+(?=[^\Wa-z\d_])")
# One thing has one name: the word we do not use, and the one we do.
OTHER_NAMES = {
    "en": {r"\binstallment": "instalment", r"\bdossier\b": "file", r"\bdebtor\b": "you"},
    "nl": {
        r"\bdeurwaarder": "gerechtsdeurwaarder",
        r"\brente\b": "intresten",
        r"\bbetalingsplan": "afbetalingsplan",
        r"\bbetaalregeling": "afbetalingsplan",
        r"\bten laatste\b": "uiterlijk",
    },
    "fr": {r"\bbureau\b": "étude", r"\bplan d’apurement": "plan de paiement", r"\bpénalité": "montant fixe"},
    "de": {r"Büro": "Kanzlei", r"Zahlungsplan": "Ratenplan", r"Rechtsvertreter": "Gerichtsvollzieher"},
}
# Familiar address, and quotation marks or apostrophes of another language.
NOT_OURS = {
    "en": r"['\"«»„]",
    "nl": r"\b(?i:jij|jouw|jullie)\b|['\"«»„]",
    "fr": r"\b(?i:tu|ton|tes|toi)\b|['\"„“”]|[^\s\u00a0][?!;»]|«[^\u00a0]|\w:(?=\s|$)",
    "de": r"\b(?i:du|dein|deine|dich|dir)\b|['\"«»”]",
}
WORD = re.compile(r"[^\W_]+(?:[-\u2019'.,/][^\W_]+)*")


def list_sentences(text: str) -> list[str]:
    """The sentences of a message, without mark-up; a value to fill in counts as one word."""
    plain = re.sub(r"%\((\w+)\)s", r"\1", re.sub(r"<[^>]+>", " ", text))
    return [sentence for sentence in END_OF_SENTENCE.split(plain) if WORD.search(sentence)]


def count_words(sentence: str) -> int:
    return len(WORD.findall(sentence))


def list_texts(room: str, language: str) -> list[str]:
    catalogue = translate.get_source(room) if language == "en" else TOOL.read_catalogue(room, language)
    texts: list[str] = []
    for _key, message in TOOL.list_messages(catalogue):
        said = message.id if language == "en" else message.string
        texts += [said] if isinstance(said, str) else said
    return texts


@pytest.mark.parametrize(("room", "language"), CASES)
def test_no_sentence_is_too_long(room: str, language: str) -> None:
    sentences = [s for text in list_texts(room, language) for s in list_sentences(text)]
    assert [s for s in sentences if count_words(s) > MAX_WORDS] == []


@pytest.mark.parametrize(("room", "language"), CASES)
def test_sentences_are_short_on_average(room: str, language: str) -> None:
    """Labels of a word or two would flatter the mean: only what ends like a sentence counts."""
    sentences = [
        s for text in list_texts(room, language) for s in list_sentences(text) if s.rstrip()[-1] in ".!?"
    ]
    if sentences:
        assert sum(map(count_words, sentences)) / len(sentences) <= MAX_MEAN


@pytest.mark.parametrize(("room", "language"), CASES)
def test_one_thing_has_one_name(room: str, language: str) -> None:
    texts = list_texts(room, language)
    for other, ours in OTHER_NAMES[language].items():
        assert [text for text in texts if re.search(other, text)] == [], f"say {ours!r}"


@pytest.mark.parametrize(("room", "language"), CASES)
def test_address_and_marks_are_those_of_the_language(room: str, language: str) -> None:
    assert [text for text in list_texts(room, language) if re.search(NOT_OURS[language], text)] == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Pourquoi?"),
        ("fr", "Voici:"),
        ("fr", "Ton dossier"),
        ("de", "Was du zahlst"),
        ("nl", "zo'n brief"),
    ],
)
def test_a_strange_mark_or_address_is_seen(language: str, text: str) -> None:
    assert re.search(NOT_OURS[language], text)


def test_sentences_are_counted_as_people_do() -> None:
    text = "You owe %(amount)s. Call us: 02/123.45.67 <b>today</b> ! Vous ne pouvez pas ?"
    assert [count_words(s) for s in list_sentences(text)] == [3, 4, 4]
