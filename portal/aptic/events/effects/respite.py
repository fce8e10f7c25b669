"""The office granted a pause, or withdrew one."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from portal.aptic.events.effects.base import LATE, Case, Handler
from portal.aptic.events.receiving.payloads import clean
from portal.audit.actors import SYSTEM
from portal.audit.record_together import record_soon
from portal.file.models import Respite
from portal.file.respite.services import Reported, Word, store_respites

# ASSUMED: the page documents no payload.
ID_KEYS = ("respiteId", "collectionRespiteId", "ledgerRespiteId")
UNTIL_KEYS = ("endDate", "toDate", "untilDate", "until")


class RespiteHandler(Handler):
    """The newest report counts, whatever arrived last."""

    def apply_all(self, cases: Sequence[Case], found: Sequence[Any]) -> list[str]:
        """Codes: pause-began, pause-ended, late."""
        del found
        reports = [Reported(case.source, _read(case), case.file_id) for case in cases]
        kept = store_respites(reports)
        return [
            _record_pause(report) if is_kept else LATE for report, is_kept in zip(reports, kept, strict=True)
        ]


def _record_pause(report: Reported) -> str:
    code = "pause-began" if report.word.is_on else "pause-ended"
    details = {"event": report.source.event_id, "kind": report.word.kind}
    record_soon(code, by=SYSTEM, file_id=report.file_id, details=details)
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
