"""Signals: something to do for a customer. Snoozing and finishing change its status (values ASSUMED)."""

from portal.sandbox.crm.records import Row
from portal.sandbox.crm.system import Ask
from portal.sandbox.dossierdata.dates import read_date, write_date
from portal.sandbox.dossierdata.system import SYSTEM

OPEN, SNOOZED, FINISHED = 1, 2, 3


def before(ask: Ask, row: Row, _old: Row | None) -> Row:
    """Notes who finished it; a snooze that is past no longer counts."""
    now = ask.office.clock.now()
    if row.get("finished_by") or row.get("finished_at") or row.get("status") == FINISHED:
        form = SYSTEM.forms["signal", "finished_at"]
        by = row.get("finished_by") or int(ask.caller.user_id)
        at = row.get("finished_at") or write_date(now, form)
        return {**row, "finished_by": by, "finished_at": at, "status": FINISHED}
    until = read_date(str(row.get("snoozed_until") or ""))
    if until and until > now.replace(tzinfo=None):
        return {**row, "status": SNOOZED}
    return {**row, "status": OPEN}
