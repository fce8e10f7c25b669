"""The office gave a pause, or took one away."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from portal.aptic.events.effects.base import LATE, Case, Handler, lock_row
from portal.aptic.events.models import Respite
from portal.aptic.events.reading import clean
from portal.audit.actors import SYSTEM
from portal.audit.services import record

# ASSUMED: the page tells no payload.
ID_KEYS = ("respiteId", "collectionRespiteId", "ledgerRespiteId")
UNTIL_KEYS = ("endDate", "toDate", "untilDate", "until")


class RespiteHandler(Handler):
    """A row for each pause, on or off. The newest word counts, whatever came in last."""

    def apply(self, case: Case, found: Any) -> str:
        """Codes: pause-began, pause-ended, late."""
        del found
        name = case.event.name
        kind = Respite.Kind.LEDGER if name.startswith("ledger") else Respite.Kind.COLLECTION
        is_on = name.endswith("insert")
        record_id = next((text for key in ID_KEYS if (text := clean(case.data.get(key), 100))), "")
        if is_on and record_id and case.is_late(_find_general_end(case, kind)):
            return LATE
        values: dict[str, Any] = {"is_on": is_on, "until": _read_until(case.data) if is_on else None}
        row = lock_row(Respite, case, file_id=case.file_id, kind=kind, record_id=record_id, defaults=values)
        if case.is_late(row):
            return LATE
        Respite.objects.filter(pk=row.pk).update(changed_at=case.now, **values, **case.word)
        if not is_on and not record_id:
            _end_all(case, kind)
        code = "pause-began" if is_on else "pause-ended"
        record(code, by=SYSTEM, file_id=case.file_id, details={"event": case.event.pk, "kind": kind.value})
        return code


def _find_general_end(case: Case, kind: str) -> Respite | None:
    """The word that took away every pause of the file, if there was one."""
    return Respite.objects.filter(file_id=case.file_id, kind=kind, record_id="", is_on=False).first()


def _end_all(case: Case, kind: str) -> None:
    """A pause without a name was taken away: every earlier one of the file is over."""
    of_kind = Respite.objects.filter(file_id=case.file_id, kind=kind, is_on=True)
    earlier = of_kind.filter(occurred_at__lte=case.event.occurred_at)
    earlier.update(is_on=False, until=None, changed_at=case.now, **case.word)


def _read_until(data: Mapping[str, Any]) -> date | None:
    for key in UNTIL_KEYS:
        text = clean(data.get(key), 40)
        try:
            moment = datetime.fromisoformat(text)
            return timezone.localdate(moment) if moment.tzinfo else moment.date()
        except (ValueError, OverflowError):
            continue
    return None
