"""Patterns of a system's own document: none of them, however it is written, holds the process."""

import pytest

from portal.integrations.openapi.schema import Schema
from portal.integrations.openapi.validation import Validator
from tests.growth import LINEAR, measure_doubling
from tests.unit.integrations.openapi.library import make_document, make_raw


class Word:
    """A field of a document whose text has a pattern."""

    def __init__(self, pattern: str) -> None:
        raw = make_raw()
        raw["components"]["schemas"]["Word"] = {"type": "string", "pattern": pattern}
        document = make_document(raw)
        self._validator = Validator(document)
        self._schema = Schema.make({"$ref": "#/components/schemas/Word"}, "", document.resolve)

    def fits(self, text: str) -> bool:
        return not self._validator.list_problems(self._schema, text, where="body")


@pytest.mark.parametrize(
    "pattern",
    [
        r"^(a+)+$",
        r"^(a|aa)+$",
        r"\s+$",
        r"^(?=a)(a+)+$",
        r"(?!x)(a*)*b",
        r"(?<!x)\w+@\w+",
        r"^(?=.*b)(?=.*c).*$",
        r"(\w+)\1!",
    ],
)
@pytest.mark.parametrize("letter", ["a", " ", "ab"])
def test_no_pattern_takes_longer_than_its_text(pattern: str, letter: str) -> None:
    word = Word(pattern)
    assert measure_doubling(word.fits, lambda length: letter * (length // len(letter)) + "?") < LINEAR


@pytest.mark.parametrize(
    ("pattern", "good", "bad"),
    [
        (r"^(?!\s*$).+", "x" * 400, " " * 40),
        (r"^(?=.*[A-Z])(?=.*\d).{8,400}$", "a" * 390 + "B7", "a" * 390 + "77"),
        (r"^(?!.*\.\.)[a-z.]+@(?!-)[a-z-]+\.be$", "an.dhondt@kantoor.be", "an..dhondt@kantoor.be"),
        (r"^(\d)(?!\1)\d$", "12", "11"),
        (r"^[0-9]{12}$", "0" * 12, "0" * 11),
    ],
)
def test_patterns_that_look_around_still_work(pattern: str, good: str, bad: str) -> None:
    word = Word(pattern)
    assert word.fits(good)
    assert not word.fits(bad)
