"""Stores reports on pauses of files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from portal.file.models import Key, ReportSource, Respite, lock_rows, write_rows


@dataclass(frozen=True, slots=True)
class Word:
    """A report on a pause: whether it is on, its kind, its id in the other system, its last day."""

    is_on: bool
    kind: str
    record_id: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Reported:
    """A report on a pause of a file."""

    source: ReportSource
    word: Word
    file_id: str

    @property
    def key(self) -> Key:
        """The key of its row."""
        return self.file_id, self.word.kind, self.word.record_id


Rows = dict[Key, Respite]


def store_respites(reports: Sequence[Reported]) -> list[bool]:
    """A row for each pause, on or off. For each report: False when something newer was known.

    Withdrawing one without an id ends every earlier one of the file. Call it in a transaction.
    """
    keys = [one.key for one in reports]
    rows = lock_rows(Respite, keys, of=("file_id", "kind", "record_id"), is_on=False)
    changed = [_apply(rows, one) for one in reports]
    write_rows(chain.from_iterable(changed))
    return [bool(one) for one in changed]


def _apply(rows: Rows, report: Reported) -> list[Respite]:
    """The changed rows, which are not written here; none when something newer was known."""
    told, word, row = report.source, report.word, rows[report.key]
    if told.is_late(row) or (word.is_on and told.is_late(_find_general_end(rows, report))):
        return []
    told.set_on(row)
    row.is_on, row.until = word.is_on, word.until
    ended = [] if word.is_on or word.record_id else _list_earlier(rows, report)
    for other in ended:
        told.set_on(other)
        other.is_on, other.until = False, None
    return [row, *ended]


def _find_general_end(rows: Rows, report: Reported) -> Respite | None:
    """The report that withdrew every pause of the file, if there was one."""
    row = rows.get((report.file_id, report.word.kind, ""))
    return None if row is None or row.is_on else row


def _list_earlier(rows: Rows, report: Reported) -> list[Respite]:
    """The pauses of the file that began before this report."""
    same = (row for row in rows.values() if (row.file_id, row.kind) == report.key[:2])
    return [row for row in same if row.is_on and row.occurred_at <= report.source.occurred_at]
