"""The office granted a pause, or withdrew one."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from portal.aptic.events.effects.base import LATE, Case, Handler
from portal.aptic.events.payloads import clean
from portal.audit.actors import SYSTEM
from portal.audit.services import record
from portal.file.models import Respite
from portal.file.respite import Word, keep_respite

# ASSUMED: the page documents no payload.
ID_KEYS = ("respiteId", "collectionRespiteId", "ledgerRespiteId")
UNTIL_KEYS = ("endDate", "toDate", "untilDate", "until")


class RespiteHandler(Handler):
    """The newest report counts, whatever arrived last."""

    def apply(self, case: Case, found: Any) -> str:
        """Codes: pause-began, pause-ended, late."""
        del found
        word = _read(case)
        if not keep_respite(case.told, word, file_id=case.file_id, now=case.now):
            return LATE
        code = "pause-began" if word.is_on else "pause-ended"
        record(code, by=SYSTEM, file_id=case.file_id, details={"event": case.event.pk, "kind": word.kind})
        return code


def _read(case: Case) -> Word:
    name = case.event.name
    is_on = name.endswith("insert")
    kind = Respite.Kind.LEDGER if name.startswith("ledger") else Respite.Kind.COLLECTION
    record_id = next((text for key in ID_KEYS if (text := clean(case.data.get(key), 100))), "")
    return Word(is_on, kind.value, record_id, _read_until(case.data) if is_on else None)


def _read_until(data: Mapping[str, Any]) -> date | None:
    for key in UNTIL_KEYS:
        text = clean(data.get(key), 40)
        try:
            moment = datetime.fromisoformat(text)
            return timezone.localdate(moment) if moment.tzinfo else moment.date()
        except (ValueError, OverflowError):
            continue
    return None
