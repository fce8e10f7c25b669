"""What a person did with a file, and with what result: rooms provide entries, each with its number."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from types import FunctionType

from portal.file.stored_rows import choose_of
from portal.file.visit import Visit
from portal.web.room import Contribution

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One thing that was sent or paid, in the active language.

    ``state``: its kind and word. ``address``: its page, "" for none. ``receipt_code``: that of the receipt
    issued for it, "" for none.
    """

    at: datetime
    title: str
    number: str
    state: tuple[str, str]
    address: str = ""
    receipt_code: str = ""


HISTORY: Contribution[Callable[[Visit], Iterable[HistoryEntry]]] = Contribution("history", FunctionType)
"""The entries for this file and party. Calls no system."""


def list_history(visit: Visit) -> list[HistoryEntry]:
    """Everything, newest first."""
    told = [entry for tell in choose_of(HISTORY.collect(), visit.file_id) for entry in tell(visit)]
    return sorted(told, key=lambda entry: entry.at, reverse=True)[:MOST_SHOWN]
