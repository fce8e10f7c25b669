"""The pause that is in force."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from portal.file.models import Respite
from portal.file.stored_rows import find_stored


@dataclass(frozen=True, slots=True)
class Pause:
    """The collection of a file is paused. ``until``: the last day, if the office gave one."""

    since: datetime
    until: date | None


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
