"""Pauses that an office grants a file, or withdraws: reported from outside, stored here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.file.models import Key, ReportSource, Respite, get_event_life, lock_rows, write_rows
from portal.file.news import DateAhead, FileNow, News
from portal.file.stored_rows import find_stored, of_rows
from portal.web.formats import day
from portal.web.retention import delete_rows

SMALLEST_ONLINE_CENTS = 100
RANK = 10


@dataclass(frozen=True, slots=True)
class Pause:
    """The collection of a file is paused. ``until``: the last day, if the office gave one."""

    since: datetime
    until: date | None


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


def get_respite(file_id: str, *, today: date | None = None) -> Pause | None:
    """The pause of a file's collection, or None. Of several, the one that lasts longest.

    A pause of a single invoice (ledger) is not one of the file.
    """
    return find_pause(file_id, today=today) if find_stored(file_id, (Respite,))[Respite] else None


def find_pause(file_id: str, *, today: date | None = None) -> Pause | None:
    """The same for a file that is known to have reports of pauses."""
    today = today or timezone.localdate()
    on = Respite.objects.filter(file_id=file_id, kind=Respite.Kind.COLLECTION, is_on=True)
    found = list(on.filter(Q(until__isnull=True) | Q(until__gte=today)))
    if not found:
        return None
    longest = max(found, key=lambda one: (one.until is None, one.until or today))
    return Pause(since=longest.occurred_at, until=longest.until)


@of_rows(Respite)
def find_pause_news(now: FileNow) -> News | None:
    """News that the office has paused the file.

    It says nothing about paying where there is nothing to pay, or where the office wants to be asked first.
    """
    pause = now.find(Respite, find_pause)
    if pause is None:
        return None
    title = _("The office has paused this file until further notice")
    if pause.until:
        title = _("The office has paused this file until %(day)s") % {"day": day(pause.until)}
    is_owing = now.balance_cents is None or now.balance_cents >= SMALLEST_ONLINE_CENTS
    return News(title, _("You may still pay.") if is_owing and not now.is_stopped else "", RANK)


@of_rows(Respite)
def list_dates_ahead(now: FileNow) -> Iterator[DateAhead]:
    """The last day of the pause, if the office gave one."""
    pause = now.find(Respite, find_pause)
    if pause is not None and pause.until is not None:
        yield DateAhead(pause.until, _("Until this day the office lets the file rest"))


def _find_general_end(rows: Rows, report: Reported) -> Respite | None:
    """The report that withdrew every pause of the file, if there was one."""
    row = rows.get((report.file_id, report.word.kind, ""))
    return None if row is None or row.is_on else row


def _list_earlier(rows: Rows, report: Reported) -> list[Respite]:
    """The pauses of the file that began before this report."""
    same = (row for row in rows.values() if (row.file_id, row.kind) == report.key[:2])
    return [row for row in same if row.is_on and row.occurred_at <= report.source.occurred_at]


def _list_ended() -> QuerySet[Respite]:
    """The ended pauses; those still in force are kept."""
    return Respite.objects.filter(is_on=False)


RETENTION = delete_rows("pauses", _list_ended, field="changed_at", get_life=get_event_life)
