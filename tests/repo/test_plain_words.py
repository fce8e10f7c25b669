"""Plain words (B1), measured: no sentence that people read is long, and on the whole they are short."""

import re
from collections.abc import Iterator

import pytest

from tests.repo import translate
from tests.repo.files import ROOT
from tests.repo.test_terms import STAFF, TOOL, list_said

END = re.compile(r"(?<=[.!?])\s+|\n+")
WORD = re.compile(r"[\w’%()-]*\w[\w’%()-]*")
LONGEST, MEAN = 20, 12


def measure(said: str) -> Iterator[tuple[int, str]]:
    """How many words each sentence has; labels and headings are none."""
    for sentence in END.split(said):
        if sentence.rstrip().endswith((".", "!", "?")):
            yield len(WORD.findall(sentence)), sentence


@pytest.mark.parametrize("language", ["en", *TOOL.LANGUAGES])
def test_sentences_are_short(language: str) -> None:
    for room in (one for one in translate.list_rooms() if one not in STAFF):
        measured = [one for said in list_said(room, language) for one in measure(said)]
        assert [one for one in measured if one[0] > LONGEST] == []
        if measured:
            assert sum(count for count, _sentence in measured) / len(measured) <= MEAN, room


def test_a_long_sentence_is_seen() -> None:
    assert list(measure("Pay. " + "word " * 21 + ".")) == [(1, "Pay."), (21, "word " * 21 + ".")]


COLON = re.compile(r"\}\}(?:</\w+>)?[ \u00a0]?:(?=[ <]|$)", re.MULTILINE)


def test_no_template_sets_a_colon_itself() -> None:
    """French has a space before it, so the colon is part of a message (``ui.pair``)."""
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()[:100]}"
        for path in sorted((ROOT / "templates").rglob("*.html"))
        for line in path.read_text("utf-8").splitlines()
        if COLON.search(line)
    ]
    assert found == []
    assert COLON.search("<li>{{ term }}: {{ value }}</li>")


HIDDEN = 'visually-hidden">:'


def test_no_template_hangs_hidden_words_on_a_colon() -> None:
    """What a link is about, read out after its words: a comma is set alike in every language."""
    templates = sorted((ROOT / "templates").rglob("*.html"))
    assert [str(path) for path in templates if HIDDEN in path.read_text("utf-8")] == []
    assert any(HIDDEN.replace(":", ",") in path.read_text("utf-8") for path in templates)
