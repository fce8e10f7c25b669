"""What a person asked and paid: a row each, newest first."""

from dataclasses import dataclass

from portal.file.history import HistoryEntry
from portal.web.formats import moment


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One of them. ``state``: kind and word."""

    when: str
    title: str
    number: str
    state: tuple[str, str]
    address: str
    receipt_code: str


def present_history(entries: list[HistoryEntry]) -> list[HistoryRow]:
    """The rows in the order given."""
    return [
        HistoryRow(moment(one.at), one.title, one.number, one.state, one.address, one.receipt_code)
        for one in entries
    ]
