"""What a resource does besides storing what it was sent."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from portal.sandbox.cirrus.refusals import misfit_of
from portal.sandbox.cirrus.shapes import as_list
from portal.sandbox.crm.records import Row
from portal.sandbox.crm.system import Ask

Before = Callable[[Ask, Row, Row | None], Row]
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def _same(_ask: Ask, row: Row, _old: Row | None) -> Row:
    return row


@dataclass(frozen=True, slots=True)
class Hooks:
    """``before`` completes a row that is about to be stored."""

    before: Before = _same


def _start_active(_ask: Ask, row: Row, old: Row | None) -> Row:
    return row if old else {"active": 1, "followers": [], **row}


def _complete_activity(ask: Ask, row: Row, old: Row | None) -> Row:
    """Fills the day and both times in both notations: on their own, and as date-times.

    Raises Refusal (invalid).
    """
    row = {"closed": 0, "followers": [], "externalkey": "", **row}
    day = row.get("date") or str(row.get("start") or "")[:10] or ask.office.clock.today().isoformat()
    row["date"] = day
    for whole, time in (("start", "starttime"), ("stop", "stoptime")):
        if row.get(whole) and row[whole] != (old or {}).get(whole):
            row[time] = str(row[whole])[11:16]
        elif row.get(time):
            if not CLOCK.fullmatch(row[time]):
                raise misfit_of(time, f"'{row[time]}' is not a time as HH:MM")
            row[whole] = f"{day}T{row[time]}:00Z"
    if not old and not as_list(row.get("user")):
        row["user"] = [int(ask.caller.user_id or 1)]
    return row


HOOKS: Mapping[str, Hooks] = {
    "accounts": Hooks(_start_active),
    "contacts": Hooks(_start_active),
    "users": Hooks(_start_active),
    "activities": Hooks(_complete_activity),
}
