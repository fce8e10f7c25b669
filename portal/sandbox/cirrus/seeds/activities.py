"""4,000 activities: what was done for accounts, and what is planned."""

from collections.abc import Mapping
from datetime import date, timedelta

from portal.sandbox.cirrus.seeds.accounts import SELLERS
from portal.sandbox.cirrus.seeds.mix import at, mix, pick
from portal.sandbox.cirrus.seeds.words import WORDS
from portal.sandbox.crm.records import Row

COUNT = 4000
PHONE, VISIT, MAIL, NOTE, TASK, REMINDER = 1, 2, 3, 4, 5, 6


def make_activities(rows: Mapping[str, list[Row]], today: date) -> list[Row]:
    return [_activity(number, rows, today) for number in range(1, COUNT + 1)]


def _activity(number: int, rows: Mapping[str, list[Row]], today: date) -> Row:
    # The first contacts come back more often: those of the practice files need a history worth showing.
    contact = rows["contacts"][(number if number <= 100 else mix(number, 51)) % len(rows["contacts"])]
    account = rows["accounts"][contact["account"] - 1]
    day = _workday(today - timedelta(days=mix(number, 52) % 600 - 45))
    closed = day < today and number % 17 != 0
    kind = pick((PHONE, PHONE, VISIT, MAIL, NOTE, NOTE, TASK, REMINDER), number, 53)
    hour, half = 8 + mix(number, 54) % 9, mix(number, 55) % 2 * 30
    user = pick(SELLERS, number, 56)
    return {
        "id": number,
        "account": account["id"],
        "primarycontact": contact["id"],
        "opportunity": mix(number, 50) % 12 + 1 if kind in (VISIT, TASK) else None,
        "type": kind,
        "description": pick(WORDS.subjects[kind], number, 57),
        "result": pick(WORDS.results, number, 58) if closed else "",
        "location": account["addresses"]["visiting"]["city"] if kind == VISIT else "",
        "date": day.isoformat(),
        "start": at(day, hour, half),
        "stop": at(day, hour + 1, half),
        "starttime": f"{hour:02d}:{half:02d}",
        "stoptime": f"{hour + 1:02d}:{half:02d}",
        "closed": int(closed),
        "progressionstate": 3 if closed else 1,
        "priority": pick((1, 2, 2, 2, 3), number, 59),
        "user": [user],
        "followers": [pick(SELLERS, number, 60)] if number % 8 == 0 else [],
        "invitedusers": [pick(SELLERS, number, 61)] if kind == VISIT else [],
        "invitedcontacts": [contact["id"]] if kind == VISIT else [],
        "contactattempts": _attempts(number, user, day) if kind == PHONE else [],
        "reminder": _reminder(closed=closed) if kind in (TASK, REMINDER) else None,
        "answers": [{"questionid": 1}] if kind == VISIT and closed else [],
        "extrasexternalid": 0,
        "externalkey": f"ACT{number}" if number % 10 == 0 else "",
        "tags": [6] if number % 23 == 0 else [],
        "_dynamic": {"9": account["externalkey"]} if "/" in account["externalkey"] else {},
    }


def _attempts(number: int, user: int, day: date) -> list[Row]:
    return [{"id": number, "note": "Geen gehoor", "timestamp": at(day, 8), "user": user}] * (number % 2)


def _reminder(*, closed: bool) -> Row:
    return {"text": "Niet vergeten", "min": 30, "done": int(closed)}


def _workday(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - 4))
