"""Labels of resources, fields, values and acts: from our tables, else from the document."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from portal.crm.document.names import ACTS, FIELDS, RESOURCES, VALUES

SORTING = re.compile(r"(\w+)_(asc|desc)")
WAYS = {"asc": _("{field}, ascending"), "desc": _("{field}, descending")}
WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")

# Names whose words alone do not say what they mean.
MEANINGS = {
    "accounttypes": "kinds of accounts",
    "accountcoordinates": "places of accounts",
    "activitycoordinates": "places of activities",
    "activitytypes": "kinds of activities",
    "challengetypes": "kinds of challenges",
    "deliverytypes": "kinds of delivery",
    "lostreasons": "reasons of loss",
    "ordertypes": "kinds of orders",
    "progressionstates": "stages",
    "validtodate": "valid until",
    "winreasons": "reasons of success",
}
# The documents join words: these are their parts.
VOCABULARY = frozenset((Path(__file__).parent / "data" / "words.txt").read_text("utf-8").split())
ENDS = {"id": "", "ids": ""}


def name_resource(key: str) -> Any:
    """What a resource is called, lazily for the known ones; an unknown "parts-makers" is "Makers (parts)"."""
    if is_translated_resource(key):
        return RESOURCES[key]
    *_before, parent, last = ["", *key.split("-")]
    text = humanise(last)
    if parent and not last.startswith(parent[:6]):
        text = f"{text} ({humanise(parent).lower()})"
    return text


def name_field(name: str) -> Any:
    """What a field is called, lazily for the known ones."""
    return FIELDS.get(name) or humanise(name)


def name_value(name: str) -> Any:
    """What a value of a choice is called, lazily for the known ones; another as in the document."""
    if (found := SORTING.fullmatch(name)) and is_translated_field(found[1]):
        return format_lazy(WAYS[found[2]], field=name_field(found[1]))
    return VALUES.get(name) or (humanise(name) if name.islower() else name)


def find_act_name(operation_id: str) -> Any:
    """What an operation other than add, change and delete is called, lazily; None for an unknown one."""
    return ACTS.get(operation_id)


def is_translated_field(name: str) -> bool:
    """Whether its name is in every language; else it is the document's English."""
    return name in FIELDS


def is_translated_resource(key: str) -> bool:
    """As for a field."""
    return key in RESOURCES


@cache
def humanise(name: str) -> str:
    """A wire name as words: "houseNumberAddition" is "House number addition"."""
    if name.lower() in MEANINGS:
        return _sentence(MEANINGS[name.lower()])
    pieces = [piece for word in WORDS.findall(name) for piece in _split(word.lower())] or [name]
    if len(pieces) > 1 and pieces[-1] in ENDS:
        pieces.pop()
    return _sentence(" ".join(pieces))


def _split(word: str) -> list[str]:
    """The parts of a word made up of known ones; else the word itself."""
    if len(word) < 6 or word in VOCABULARY:
        return [word]
    found: dict[int, list[str]] = {0: []}
    for end in range(1, len(word) + 1):
        for start in range(max(end - 14, 0), end):
            is_known = start in found and word[start:end] in VOCABULARY
            if is_known and (end not in found or len(found[start]) + 1 < len(found[end])):
                found[end] = [*found[start], word[start:end]]
    return found.get(len(word), [word])


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
