"""Show, create and change any record, and what some do besides storing what they were sent."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from portal.sandbox.cirrus.resources import Resource
from portal.sandbox.cirrus.shapes import as_list
from portal.sandbox.cirrus.system import view_of
from portal.sandbox.cirrus.writing import Taker, merged, misfit_of, stamp
from portal.sandbox.clock import BRUSSELS
from portal.sandbox.crm.records import Row
from portal.sandbox.crm.system import Ask, Refusal

Before = Callable[[Ask, Row, Row | None], Row]
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def _start_active(_ask: Ask, row: Row, old: Row | None) -> Row:
    return row if old else {"active": 1, "followers": [], **row}


def _complete_activity(ask: Ask, row: Row, old: Row | None) -> Row:
    """Fills the day and both times in both notations: on their own in office time, and as date-times in UTC.

    Raises Refusal (invalid).
    """
    row = {"closed": 0, "followers": [], "externalkey": "", **row}
    day = row["date"] = row.get("date") or str(row.get("start") or ask.office.clock.today())[:10]
    for whole, time in (("start", "starttime"), ("stop", "stoptime")):
        if row.get(whole) and row[whole] != (old or {}).get(whole):
            row[time] = f"{datetime.fromisoformat(row[whole]).astimezone(BRUSSELS):%H:%M}"
        elif row.get(time):
            if not CLOCK.fullmatch(row[time]):
                raise misfit_of(time, f"'{row[time]}' is not a time as HH:MM")
            at = datetime.fromisoformat(f"{day}T{row[time]}").replace(tzinfo=BRUSSELS)
            row[whole] = f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    if not old and not as_list(row.get("user")):
        row["user"] = [int(ask.caller.user_id or 1)]
    return row


BEFORE: Mapping[str, Before] = {
    **dict.fromkeys(("accounts", "contacts", "users"), _start_active),
    "activities": _complete_activity,
}
"""What completes a row that is about to be stored, given the one that it replaces."""


def must_find(ask: Ask, resource: str, record_id: Any) -> Row:
    """A copy, free to change. Raises Refusal (not-found)."""
    found = ask.records.get(resource, record_id)
    if found is None:
        raise Refusal(404, "not-found", f"{record_id} does not exist in {resource}")
    return found


def show(resource: Resource, ask: Ask) -> Any:
    return view_of(ask).show(resource.model, must_find(ask, resource.name, ask.path["id"]))


def create(resource: Resource, ask: Ask) -> Any:
    row = ask.records.add(resource.name, _complete(resource, ask, read_body(ask, resource), None))
    return view_of(ask).show(resource.model, row)


def update(resource: Resource, ask: Ask) -> Any:
    """Fields that the body does not name stay as they were."""
    old = must_find(ask, resource.name, ask.path["id"])
    row = _complete(resource, ask, merged(old, read_body(ask, resource)), old)
    ask.records.put(resource.name, old["id"], row)
    return view_of(ask).show(resource.model, row)


def read_body(ask: Ask, resource: Resource) -> Row:
    """The body in the form in which the record is stored. Raises Refusal (invalid)."""
    taker = Taker(view_of(ask))
    taken = taker.take(resource.model, ask.body or {})
    taker.check()
    return taken


def _complete(resource: Resource, ask: Ask, row: Row, old: Row | None) -> Row:
    row = stamp(view_of(ask), resource.model, row, ask.office.clock.now(), is_new=old is None)
    return BEFORE[resource.name](ask, row, old) if resource.name in BEFORE else row
