"""Names of people and firms, compared as people do."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.web.typed.characters import fold

WORDS = re.compile(r"[a-z0-9]+")
# fmt: off
LEGAL_FORMS = frozenset((
    "bv", "bvba", "nv", "sa", "srl", "sprl", "vzw", "ivzw", "asbl", "aisbl", "cv", "cvba", "cvoa", "sc",
    "scrl", "scs", "sca", "vof", "snc", "commv", "stichting", "fondation", "maatschap",
    "gmbh", "ag", "ug", "ev", "eg", "kg", "ohg", "kgaa",
))
# fmt: on
"""In small letters, without dots and spaces: Dutch, French and German ones."""
_FORMS = LEGAL_FORMS | {"comm", "ltd", "gemeente"}
_TITLES = frozenset(
    ["dhr", "mevr", "mw", "mr", "mrs", "ms", "mme", "mlle", "m", "herr", "herrn", "frau", "heer", "mevrouw",
     "juffrouw", "monsieur", "madame", "mademoiselle", "meester", "maitre", "dr", "drs", "ir", "ing", "prof"]
)  # fmt: skip
_DOTTED = re.compile(r"\b[a-z]\.(?:[a-z]\.?)+(?![a-z])")
_CARE_OF = re.compile(r"(?:\bc\s?/\s?o\b|\bp\s?/\s?a\b|\bper adres\b|\bt\.?\s?a\.?\s?v\b|\bz\.\s?hd\b).*")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


@dataclass(frozen=True, slots=True)
class Pairing:
    """How many words of two names are the same, are the initial of one, or are left over on both sides."""

    whole: int
    initials: int
    left_over: int


def split_name(text: str) -> tuple[str, ...]:
    """The words of a name without legal forms, titles and signs."""
    joined = _DOTTED.sub(_join_form, fold(text))
    words = WORDS.findall(joined)
    kept = tuple(word for word in words if word not in _FORMS and word not in _TITLES)
    return kept or tuple(words)


def is_same_name(one: str, other: str) -> bool:
    """Whether both can be the name of one person or firm: in any order, with initials or a name left out.

    In doubt it is not: a first or a family name alone is that of many.
    """
    return any(_is_same(mine, yours) for mine in _spell(one) for yours in _spell(other))


def pair_names(mine: Sequence[str], yours: Sequence[str]) -> Pairing:
    """The words of two names beside each other. An initial goes with a word that begins with it."""
    whole = [word for word in mine if len(word) > 1 and word in yours]
    left_mine, left_yours = _without(mine, whole), _without(yours, whole)
    initials = _pair_initials(left_mine, left_yours)
    return Pairing(len(whole), initials, min(len(left_mine), len(left_yours)) - initials)


def _is_same(one: str, other: str) -> bool:
    mine, yours = split_name(one), split_name(other)
    if not mine or not yours:
        return one.split() == other.split()
    if sorted(mine) == sorted(yours) or _is_joined_alike(mine, yours):
        return True
    pairing = pair_names(mine, yours)
    return pairing.whole > 0 and pairing.whole + pairing.initials > 1 and not pairing.left_over


def _is_joined_alike(mine: Sequence[str], yours: Sequence[str]) -> bool:
    """ "Van den Berghe Jan" is "Jan Vandenberghe": the same letters, wherever the name begins."""
    joined = "".join(yours)
    return any("".join((*mine[at:], *mine[:at])) == joined for at in range(len(mine)))


def _spell(text: str) -> set[str]:
    """Without at whose house it is, with umlauts as one letter and as two."""
    plain = " ".join(unicodedata.normalize("NFC", text).casefold().split())
    own = _CARE_OF.sub("", plain).strip(" ,;-") or plain
    return {fold(own), fold(own.translate(_UMLAUTS))}


def _join_form(match: re.Match[str]) -> str:
    """ "b.v." is "bv"; initials stay apart."""
    letters = match[0].replace(".", "")
    return letters if letters in _FORMS else match[0]


def _without(words: Iterable[str], taken: Iterable[str]) -> list[str]:
    left = list(words)
    for word in taken:
        if word in left:
            left.remove(word)
    return left


def _pair_initials(mine: Iterable[str], yours: Iterable[str]) -> int:
    pairs, left = 0, list(yours)
    for word in mine:
        found = next(
            (one for one in left if one[0] == word[0] and 1 in (len(one), len(word))),
            None,
        )
        if found is not None:
            left.remove(found)
            pairs += 1
    return pairs
