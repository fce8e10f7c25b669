"""The words of the practice payment pages of Worldline and Mollie in four languages."""

from portal.sandbox.sips.texts import bind_marks, texts_for
from portal.sandbox.tables import read_table

_WORDS = read_table("checkout", dict[str, dict[str, str]])


def words_for(language: str) -> dict[str, str]:
    """The texts of the page; those shared with the practice SIPS come from its own module."""
    return texts_for(language) | bind_marks(_WORDS.get(language, _WORDS["nl"]))
