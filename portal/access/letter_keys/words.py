"""The check words of a letter: two short, common words in the letter's own language.

They are printed on the insert, and shown when its link is opened: another site cannot know them. ``lists/``
has a hundred nouns for each language that are hard to confuse when read out. A letter keeps
the places of its words, so a list never changes.
"""

import secrets
from functools import cache
from pathlib import Path

from portal.web.languages import choose_known

LISTS = Path(__file__).parent / "lists"
SIZE = 100


def choose_pair() -> str:
    """Two different places in any of the lists, such as "7 42"; random, so that nobody can work them out."""
    first, second = secrets.SystemRandom().sample(range(SIZE), 2)
    return f"{first} {second}"


def spell(pair: str, language: str) -> str:
    """The two words of a pair in the letter's own language, such as "appel – rivier"."""
    words = list_words(choose_known(language))
    return " – ".join(words[int(place)] for place in pair.split())


@cache
def list_words(language: str) -> tuple[str, ...]:
    """The words of a language, in their order."""
    return tuple((LISTS / f"{language}.txt").read_text("utf-8").split())
