"""Files in Tagor: by number with or without marks, archive number, reference, name of a party, telephone."""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal import registry
from portal.desk.search.sources import Asked, Call, Hit, Source
from portal.integrations.errors import NotFound
from portal.integrations.tagor.filters import (
    Filter,
    any_name_begins,
    file_name_begins,
    file_name_is,
    party_name_begins,
)

TAGOR = "Tagor"
SHORTEST_BEGINNING = 3
YEAR_LENGTHS = (2, 4)
ID_LENGTH = 15
_ABROAD = re.compile(r"(?:\+|00)(?:32|31)0?(?P<rest>\d{8,9})")
"""A number of Belgium or the Netherlands as it is dialled from elsewhere."""


class TagorFiles(Source):
    """Every file of the office."""

    title, permission = gettext_lazy("Files in Tagor"), "desk.search_files"

    def list_calls(self, asked: Asked) -> Iterator[Call]:
        """As ``Source``. Several questions; each may name the same file."""
        called = {asked.bare, *(Asked(one, None).bare for one in asked.spellings)}
        for one in dict.fromkeys(_filters(asked)):
            yield TAGOR, partial(_search, one, called)
        if asked.is_phone:
            for phone in _spell_phone(asked):
                yield TAGOR, partial(_find_caller, phone)
        if asked.plain.isdecimal() and len(asked.plain) >= ID_LENGTH:
            yield TAGOR, partial(_find_by_id, asked.plain)


def _filters(asked: Asked) -> Iterator[Filter]:
    text = asked.text.strip()
    if "@" in text:
        return
    if asked.is_name:
        words = text.split()
        for order in {text: None, " ".join([*words[1:], words[0]]): None}:  # first or last name first
            yield party_name_begins(order)
        return
    if not asked.digits or (asked.is_phone and text.startswith("+")):
        return
    yield file_name_is(text)
    yield from map(file_name_is, asked.spellings)
    if asked.bare.isdecimal():
        # The usual number begins with its year: people leave the mark out.
        for length in YEAR_LENGTHS:
            yield file_name_is(f"{asked.bare[:length]}/{asked.bare[length:]}")
    if len(text) >= SHORTEST_BEGINNING:
        yield file_name_begins(text)
        yield any_name_begins(text)


def _search(asked_for: Filter, called: set[str]) -> Iterator[Hit]:
    for row in registry.tagor().search_files(filters=[asked_for]):
        text = _("%(claimant)s against %(defendants)s")
        yield Hit(
            title=row.file_name,
            text=text % {"claimant": row.claimant, "defendants": row.defendant},
            href=_open(row.file_id),
            is_exact=_is_called(row, called),
            file_name=row.file_name,
        )


def _is_called(row: Any, called: set[str]) -> bool:
    names = (row.file_name, row.archive_number)
    return not called.isdisjoint({Asked(name, None).bare for name in names if name})


def _spell_phone(asked: Asked) -> Iterator[str]:
    """As it was typed, and as it is written inside the country: a telephone shows "+32"."""
    typed = ("+" if asked.text.strip().startswith("+") else "") + asked.digits
    yield typed
    if found := _ABROAD.fullmatch(typed):
        yield f"0{found['rest']}"


def _find_caller(phone: str) -> Iterator[Hit]:
    try:
        caller = registry.tagor().find_caller(phone=phone)
    except NotFound:
        return
    for file in caller.files:
        name = file.file_name
        yield Hit(name, _("A party has this telephone number"), _open(file.file_id), file_name=name)


def _find_by_id(file_id: str) -> Iterator[Hit]:
    try:
        row = registry.tagor().get_file(file_id=file_id)
    except NotFound:
        return
    name = row.file_name
    yield Hit(name, row.defendant, _open(file_id), is_exact=True, file_name=name)


def _open(file_id: str) -> str:
    return reverse("case:case", args=[file_id])
