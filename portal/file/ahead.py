"""What is still to come in a file, and until when its person can act: rooms tell dates."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from types import FunctionType

from portal.file.news import FileNow
from portal.web.room import Gift


@dataclass(frozen=True, slots=True)
class DateAhead:
    """One day to come, in the active language.

    ``at``: the moment, when an hour is known. ``address``: where to act or read more, with ``link`` the words
    that lead there. ``calendar``: a title for the person's own calendar that tells a stranger nothing, "" for
    a day on which there is nothing to do; ``uid``: its name there, when another calendar has it already.
    """

    on: date
    title: str
    text: str = ""
    at: datetime | None = None
    address: str = ""
    link: str = ""
    calendar: str = ""
    uid: str = ""


AHEAD: Gift[Callable[[FileNow], Iterable[DateAhead]]] = Gift("ahead", FunctionType)
"""Makes no call to a system."""


def list_ahead(now: FileNow) -> list[DateAhead]:
    """All days to come, the next one first."""
    return [one for tell in AHEAD.collect() for one in tell(now)]
