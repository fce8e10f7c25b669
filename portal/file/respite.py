"""Pauses that an office grants a file, or withdraws: reported from outside, stored here."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.file.models import Respite, Told, get_event_life, lock_row
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


def keep_respite(told: Told, word: Word, *, file_id: str, now: datetime) -> bool:
    """A row for each pause, on or off; False when something newer was known.

    Withdrawing one without an id ends every earlier one of the file.
    """
    if word.is_on and word.record_id and told.is_late(_find_general_end(file_id, word.kind)):
        return False
    values = {"is_on": word.is_on, "until": word.until}
    key = {"kind": word.kind, "record_id": word.record_id}
    row = lock_row(Respite, told, file_id=file_id, defaults=values, **key)
    if told.is_late(row):
        return False
    Respite.objects.filter(pk=row.pk).update(changed_at=now, **values, **told.fields)
    if not word.is_on and not word.record_id:
        earlier = Respite.objects.filter(file_id=file_id, kind=word.kind, is_on=True)
        earlier = earlier.filter(occurred_at__lte=told.occurred_at)
        earlier.update(is_on=False, until=None, changed_at=now, **told.fields)
    return True


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
def tell_pause(now: FileNow) -> News | None:
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
def tell_end_of_pause(now: FileNow) -> Iterator[DateAhead]:
    """The last day of the pause, if the office gave one."""
    pause = now.find(Respite, find_pause)
    if pause is not None and pause.until is not None:
        yield DateAhead(pause.until, _("Until this day the office lets the file rest"))


def _find_general_end(file_id: str, kind: str) -> Respite | None:
    """The report that withdrew every pause of the file, if there was one."""
    return Respite.objects.filter(file_id=file_id, kind=kind, record_id="", is_on=False).first()


def _list_ended() -> QuerySet[Respite]:
    """The ended pauses; those still in force are kept."""
    return Respite.objects.filter(is_on=False)


RETENTION = delete_rows("pauses", _list_ended, field="changed_at", get_life=get_event_life)
