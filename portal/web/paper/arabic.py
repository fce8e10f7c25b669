"""Shapes Arabic text for drawing: letters joined, and in visual order, left to right.

A letter joins its neighbours in up to four forms. Unicode has them as characters of their own (Arabic
Presentation Forms, chapter 9.2), and says which letter and which form each is. Only names and short sentences
are printed here, so the full bidirectional algorithm is not needed.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

LAM = "\u0644"
_FORMS = (range(0xFB50, 0xFC00), range(0xFE70, 0xFEFD))
_ARABIC = "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc"
# A run of Arabic words with what stands between them; digits inside run from left to right.
_RUN = re.compile(f"[{_ARABIC}](?:[{_ARABIC}0-9 ,.'()-]*[{_ARABIC}])?")
_PIECES = re.compile(r"[0-9\u0660-\u0669\u06f0-\u06f9]+|.", re.DOTALL)
_MIRRORED = str.maketrans("()", ")(")


def is_arabic(text: str) -> bool:
    """Whether any of the text must be shaped."""
    return _RUN.search(text) is not None


def draw_arabic(text: str) -> str:
    """The text with its Arabic runs joined and reversed; everything else unchanged."""
    return _RUN.sub(lambda run: _turn(_join(run[0])), text)


def _turn(text: str) -> str:
    return "".join(reversed(_PIECES.findall(text.translate(_MIRRORED))))


def _join(text: str) -> str:
    """Each letter in the form that its neighbours require; lam and alef become one."""
    letters = _tie_alef(text)
    return "".join(_choose(letters, at) for at in range(len(letters)))


def _tie_alef(text: str) -> list[str]:
    tied: list[str] = []
    for letter in text:
        if tied and tied[-1] == LAM and LAM + letter in _list_forms():
            tied[-1] = LAM + letter
        else:
            tied.append(letter)
    return tied


def _choose(letters: list[str], at: int) -> str:
    forms = _list_forms().get(letters[at])
    if forms is None:
        return letters[at]
    before, after = _find(letters[:at][::-1]), _find(letters[at + 1 :])
    joins_before = "initial" in _list_forms().get(before, {}) and "final" in forms
    joins_after = "initial" in forms and "final" in _list_forms().get(after, {})
    form = {(False, False): "isolated", (True, False): "final", (False, True): "initial"}.get(
        (joins_before, joins_after), "medial"
    )
    return forms.get(form, letters[at])


def _find(letters: list[str]) -> str:
    """The first letter that is not a mark above or below another."""
    return next((one for one in letters if not unicodedata.combining(one[0])), "")


@cache
def _list_forms() -> dict[str, dict[str, str]]:
    """The forms of each letter, and of lam with alef, by name."""
    forms: dict[str, dict[str, str]] = {}
    for name, letter, drawn in _read_forms():
        forms.setdefault(letter, {})[name] = drawn
    return forms


def _read_forms() -> Iterator[tuple[str, str, str]]:
    for code in (code for codes in _FORMS for code in codes):
        name, *parts = unicodedata.decomposition(chr(code)).split() or [""]
        letter = "".join(chr(int(part, 16)) for part in parts)
        if name and (len(letter) == 1 or letter.startswith(LAM)) and " " not in letter:
            yield name.strip("<>"), letter, chr(code)
