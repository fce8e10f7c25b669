"""Whether a record is about a party: compares names and addresses as people do. Calls no system."""

import re
from dataclasses import dataclass

from portal.web.typed.characters import fold
from portal.web.typed.names import WORDS, pair_names, split_name

_BOX = re.compile(r"\b(?:bus|bte|boite|box|bt|postfach)\b\s*([a-z0-9]+)")
_HOUSE = re.compile(r"\b(\d+[a-z]?)\b")
_STREET_WORDS = {
    "str": "straat",
    "ln": "laan",
    "pl": "plein",
    "st": "sint",
    "av": "avenue",
    "bd": "boulevard",
}
ENOUGH = 60
"""From this score on a record is worth showing."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What can be compared. ``street`` may include the number and the box."""

    name: str = ""
    street: str = ""
    number: str = ""
    box: str = ""
    postal_code: str = ""
    city: str = ""
    email: str = ""
    phones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A score from 0 to 100, and the codes of the reasons, strongest first."""

    score: int
    reasons: tuple[str, ...]


def compare(one: Traits, other: Traits) -> Match:
    """How likely the two are the same person or firm, by name, address and ways to reach them."""
    name, name_reason = _compare_names(one.name, other.name)
    place, place_reason = _compare_places(one, other)
    reasons = [reason for reason in (name_reason, place_reason) if reason]
    score = round(60 * name + 40 * place)
    reached = _compare_reach(one, other)
    if reached and name >= 0.5:
        score = max(score, 70) + 5 * len(reached)
    return Match(min(score, 99), (*reasons, *reached))


def get_longest_word(text: str) -> str:
    """The longest word of a name, as written, to search with."""
    kept = set(split_name(text))
    words = [word for word in re.findall(r"[^\W_]+", text) if fold(word) in kept]
    return max(words, key=len, default="")


def get_digits(text: str) -> str:
    """ "Dossier 26/004512" is "26004512"."""
    return re.sub(r"\D", "", text)


def _compare_names(one: str, other: str) -> tuple[float, str]:
    """From 0 to 1. An initial matches a word that begins with it; the family name must match in full."""
    mine, yours = split_name(one), split_name(other)
    if not mine or not yours:
        return 0.0, ""
    if sorted(mine) == sorted(yours):
        return 1.0, "name"
    pairing = pair_names(mine, yours)
    if not pairing.whole:
        return 0.0, ""
    share = (pairing.whole + 0.8 * pairing.initials) / max(len(mine), len(yours))
    return min(share, 0.95), "initials" if pairing.initials else "name-part"


def split_address(traits: Traits) -> tuple[str, str, str]:
    """Street words, house number and box, in whichever field they are."""
    text = fold(traits.street).replace(",", " ")
    box = fold(traits.box)
    if found := _BOX.search(text):
        box = box or found[1]
        text = text[: found.start()]
    number = fold(traits.number).strip()
    if found := _BOX.search(number):
        box = box or found[1]
        number = number[: found.start()].strip()
    if not number and (numbers := list(_HOUSE.finditer(text))):
        number = numbers[-1][1]
        text = text[: numbers[-1].start()]
    words = [_STREET_WORDS.get(word, word) for word in WORDS.findall(text)]
    return "".join(words), "".join(WORDS.findall(number)), "".join(WORDS.findall(box))


def _compare_places(one: Traits, other: Traits) -> tuple[float, str]:
    my_street, my_number, my_box = split_address(one)
    your_street, your_number, your_box = split_address(other)
    codes = ["".join(WORDS.findall(fold(traits.postal_code))) for traits in (one, other)]
    in_town = bool(codes[0]) and codes[0] == codes[1]
    if not in_town or not my_street or my_street != your_street:
        return (0.2, "town") if in_town else (0.0, "")
    if my_number != your_number:
        return 0.5, "street"
    if my_box and your_box and my_box != your_box:
        return 0.7, "house"
    return 1.0, "address"


def _compare_reach(one: Traits, other: Traits) -> list[str]:
    found = []
    if one.email and one.email.strip().casefold() == other.email.strip().casefold():
        found.append("email")
    mine = {_plain_phone(text) for text in one.phones} - {""}
    if mine & ({_plain_phone(text) for text in other.phones} - {""}):
        found.append("phone")
    return found


def _plain_phone(text: str) -> str:
    """The last nine digits, which do not depend on the country code."""
    digits = get_digits(text)
    return digits[-9:] if len(digits) >= 8 else ""
