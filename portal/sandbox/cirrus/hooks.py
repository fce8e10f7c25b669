"""What a resource does besides keeping what it was sent."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from portal.sandbox.cirrus.refusals import misfit_of
from portal.sandbox.cirrus.shapes import as_list
from portal.sandbox.cirrus.writing import moment, number_rows
from portal.sandbox.crm.records import Row
from portal.sandbox.crm.system import Ask

Before = Callable[[Ask, Row, Row | None], Row]
After = Callable[[Ask, Row], None]
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
FLAGS = ("default", "isdefault")


def _same(_ask: Ask, row: Row, _old: Row | None) -> Row:
    return row


def _nothing(_ask: Ask, _row: Row) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Hooks:
    """``before`` completes a row that is about to be kept, ``after`` acts upon a new one."""

    before: Before = _same
    after: After = _nothing


def _start_active(_ask: Ask, row: Row, old: Row | None) -> Row:
    return row if old else {"active": 1, "followers": [], **row}


def _complete_activity(ask: Ask, row: Row, old: Row | None) -> Row:
    """The day and both times are told twice: alone, and as moments. Raises Refusal (invalid)."""
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


def _total_rows(ask: Ask, row: Row, old: Row | None) -> Row:
    """Rows are numbered and multiplied out; the price of the whole is their sum, unless it was sent."""
    rows = number_rows(list(row.get("rows") or []))
    for one in rows:
        amount = one.get("quantityordered", one.get("quantity")) or 0
        part = 1 - (one.get("discountpercent") or 0) / 100
        one["totalprice"] = round((one.get("price") or 0) * amount * part, 2)
    if rows and "price" not in (ask.body or {}):
        row["price"] = round(sum(one["totalprice"] for one in rows if not one.get("deleted")), 2)
    defaults: dict[str, Any] = {"currencycode": "EUR", "currencyrate": 1, "price": 0}
    return {**({} if old else defaults), **row, "rows": rows}


def _remind_of_end(ask: Ask, row: Row) -> None:
    """ASSUMED: a contract makes an activity some days before its end, and points to it."""
    contact = ask.records.get("contacts", row.get("contact")) or {}
    end = datetime.fromisoformat(row["end"])
    day = (end - timedelta(days=row.get("reminderdays") or 0)).date().isoformat()
    activity = ask.records.add(
        "activities",
        {
            "account": contact.get("account"),
            "primarycontact": row.get("contact"),
            "date": day,
            "description": f"Contract {row.get('number') or ''} loopt af".replace("  ", " "),
            "location": "",
            "result": "",
            "closed": 0,
            "type": 6,
            "user": [row["responsible"]] if row.get("responsible") else [],
            "followers": [],
        },
    )
    made = dict.fromkeys(("created", "updated"), moment(ask.office.clock.now()))
    ask.records.add("contractreminders", {"contractid": row["id"], "activityid": activity["id"], **made})


def _stamp_mission(ask: Ask, row: Row, old: Row | None) -> Row:
    """Its schema shows no times, its list does."""
    now = moment(ask.office.clock.now())
    made = {} if old else {"active": 1, "tscreated": now}
    return {**made, **row, "tsupdated": now}


def _complete_contract(_ask: Ask, row: Row, old: Row | None) -> Row:
    return row if old else {"number2": None, "description": None, "value": None, "externalkey": None, **row}


def _only_default(resource: str) -> Before:
    """One record at most is the default."""

    def before(ask: Ask, row: Row, old: Row | None) -> Row:
        for flag in FLAGS:
            if row.get(flag) and not (old or {}).get(flag):
                for other in ask.records.rows(resource):
                    if other.get(flag):
                        ask.records.put(resource, other["id"], {**other, flag: 0})
        return row

    return before


HOOKS: Mapping[str, Hooks] = {
    "accounts": Hooks(_start_active),
    "contacts": Hooks(_start_active),
    "articles": Hooks(_start_active),
    "users": Hooks(_start_active),
    "activities": Hooks(_complete_activity),
    "orders": Hooks(_total_rows),
    "quotes": Hooks(_total_rows),
    "missions": Hooks(_stamp_mission),
    "contracts": Hooks(_complete_contract, _remind_of_end),
    **{
        name: Hooks(_only_default(name))
        for name in (
            *("deliveryterms", "deliverytypes", "paymentterms", "ordertypes", "orderstatuses"),
            "quotestatuses",
        )
    },
}
