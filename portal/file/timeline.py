"""What happened in a file, as far as the portal knows: rooms provide it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from types import FunctionType
from typing import Any

from portal.file.stored_rows import choose_of
from portal.file.visit import Visit
from portal.web.room import Contribution

MOST_SHOWN = 50
MOST_FOR_PERSON = 200


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One thing that happened, in the active language.

    ``permission``: what staff must hold to see it, "" for all. ``address``: where staff see all of it, "" for
    nowhere. ``is_for_person``: the defendant may see it, at ``own_address``; with ``party_id``, only that one
    of several defendants. ``is_in_lines``: the lines of the account show it too.
    """

    at: datetime
    text: str
    permission: str = ""
    is_for_person: bool = False
    address: str = ""
    party_id: str = ""
    own_address: str = ""
    is_in_lines: bool = False


TIMELINE: Contribution[Callable[[str], Iterable[TimelineEntry]]] = Contribution("timeline", FunctionType)
"""Functions that take the id of a file. They call no system."""


def list_timeline(file_id: str, *, user: Any) -> list[TimelineEntry]:
    """What this member of staff may see about a file, newest first."""
    told = [entry for tell in choose_of(TIMELINE.collect(), file_id) for entry in tell(file_id)]
    seen = [entry for entry in told if not entry.permission or user.has_perm(entry.permission)]
    return sorted(seen, key=lambda entry: entry.at, reverse=True)[:MOST_SHOWN]


def list_own_timeline(visit: Visit) -> list[TimelineEntry]:
    """What the person of this visit may see about the file, newest first."""
    tells = choose_of(TIMELINE.collect(), visit.file_id)
    told = [entry for tell in tells for entry in tell(visit.file_id)]
    own = [one for one in told if one.is_for_person and one.party_id in {"", visit.party_id}]
    return sorted(own, key=lambda entry: entry.at, reverse=True)[:MOST_FOR_PERSON]
