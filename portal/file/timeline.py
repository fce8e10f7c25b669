"""What happened in a file, as far as the portal knows by itself: rooms tell dated entries."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from types import FunctionType
from typing import Any

from portal.web.room import Gift

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One thing that happened, in the active language.

    ``permission``: what staff must hold to see it, "" for all. ``is_for_person``: the defendant may see it.
    ``address``: where staff see the whole of it, "" for nowhere.
    """

    at: datetime
    text: str
    permission: str = ""
    is_for_person: bool = False
    address: str = ""


TIMELINE: Gift[Callable[[str], Iterable[TimelineEntry]]] = Gift("timeline", FunctionType)
"""Of the id of a file. A teller makes no call to a system."""


def list_timeline(file_id: str, *, user: Any) -> list[TimelineEntry]:
    """What this member of staff may see of a file, newest first."""
    told = [entry for tell in TIMELINE.collect() for entry in tell(file_id)]
    seen = [entry for entry in told if not entry.permission or user.has_perm(entry.permission)]
    return sorted(seen, key=lambda entry: entry.at, reverse=True)[:MOST_SHOWN]
