"""Refuses passwords that could be guessed from a list, a keyboard row or the person's own name."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LEAST = 8
LONGEST_READ = 200  # of a longer one the beginning alone must do
SHORTEST_WORD, LONGEST_WORD = 4, 16
COMMON_WORTH = 2
LEET = str.maketrans("013457@$!", "oieastasi")
ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "azertyuiop",
    "qsdfghjklm",
)
TRADE = (
    "gerechtsdeurwaarder",
    "deurwaarder",
    "huissier",
    "gerichtsvollzieher",
    "bailiff",
    "dossier",
    "kantoor",
    "office",
    "portal",
    "portaal",
    "wachtwoord",
    "motdepasse",
    "passwort",
    "welkom",
    "bienvenue",
    "willkommen",
    "zomer",
    "winter",
    "lente",
    "herfst",
    "belgie",
    "nederland",
)
YEAR = re.compile(r"(?:19|20)\d\d")
PERSONAL = ("username", "first_name", "last_name", "email")


class GuessableValidator:
    """One of AUTH_PASSWORD_VALIDATORS."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises: ValidationError."""
        if count_worth(password, own=frozenset(_list_own(user))) < LEAST:
            raise ValidationError(self.get_help_text(), code="password_guessable")

    def get_help_text(self) -> str:
        """In one sentence."""
        return _("Names, common words and rows of keys are easy to guess: use more words, or other ones.")


def count_worth(password: str, *, own: frozenset[str] = frozenset()) -> int:
    """The strength of a password as a number of random letters. ``own``: words that count for nothing."""
    text = password.casefold()[:LONGEST_READ]
    plain = text.translate(LEET)
    at = worth = 0
    while at < len(text):
        length, value = _find_piece(text, plain, at, own)
        at += length
        worth += value
    return worth


def _find_piece(text: str, plain: str, at: int, own: frozenset[str]) -> tuple[int, int]:
    """The longest guessable piece from ``at``, and what it counts for; else one letter."""
    run = _measure_run(text, at)
    pieces = [(run, 1)] if run > 2 else []
    if YEAR.match(text, at):
        pieces.append((4, 1))
    for length in range(min(LONGEST_WORD, len(text) - at), 2, -1):
        words = {text[at : at + length], plain[at : at + length]}
        if words & own:
            pieces.append((length, 0))
        elif length >= SHORTEST_WORD and words & _list_common():
            pieces.append((length, COMMON_WORTH))
    pieces += [(len(word), 0) for word in TRADE if text.startswith(word, at) or plain.startswith(word, at)]
    return max(pieces, default=(1, 0 if text[at].isspace() else 1), key=lambda piece: (piece[0], -piece[1]))


def _measure_run(text: str, at: int) -> int:
    """How many letters from ``at`` are equal, or follow each other on a keyboard row, in either direction."""
    longest = len(text[at:]) - len(text[at:].lstrip(text[at]))
    for row in ROWS:
        for line in (row, row[::-1]):
            start, length = line.find(text[at]), 0
            while start >= 0 and text[at : at + length + 1] == line[start : start + length + 1]:
                length += 1
                if start + length >= len(line) or at + length >= len(text):
                    break
            longest = max(longest, length)
    return longest


def _list_own(user: Any) -> Iterator[str]:
    """Publicly known words about this person, in lower case."""
    for name in PERSONAL:
        for word in re.split(r"[\W_]+", str(getattr(user, name, "") or "").casefold()):
            if len(word) > 2:
                yield from (word, word.translate(LEET))


@cache
def _list_common() -> frozenset[str]:
    return frozenset(CommonPasswordValidator().passwords)
