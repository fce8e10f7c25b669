"""Challenges between users: proposed, then accepted or declined by the one who is challenged."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from portal.sandbox.cirrus.generic import must_find
from portal.sandbox.cirrus.lists import choose, page
from portal.sandbox.cirrus.refusals import misfit_of
from portal.sandbox.cirrus.system import SYSTEM, view_of
from portal.sandbox.cirrus.writing import moment
from portal.sandbox.crm.records import Row
from portal.sandbox.crm.system import Ask, Refusal

LENGTH = timedelta(days=7)


def _show(ask: Ask, row: Row) -> Row:
    left = (date.fromisoformat(row["stopdate"][:10]) - ask.office.clock.today()).days
    going = row["_status"] == "ongoing"
    return view_of(ask).show("Challenge", {**row, "daysremaining": max(0, left) if going else 0})


def _is_asked(row: Row, status: str, me: int) -> bool:
    """``unanswered`` waits for my answer, ``won`` and ``lost`` are mine."""
    mine = me in (row["challenger"]["user"], row["challenged"]["user"])
    match status:
        case "all":
            return True
        case "unanswered":
            return bool(row["_status"] == "pending" and row["challenged"]["user"] == me)
        case "won":
            return bool(row["_status"] == "closed" and row.get("winner") == me)
        case "lost":
            return bool(row["_status"] == "closed" and mine and row.get("winner") not in (None, me))
        case _:
            return bool(row["_status"] == status)


@SYSTEM.on("list_challenges")
def list_challenges(ask: Ask) -> Any:
    me, status = int(ask.caller.user_id), ask.query["status"]
    rows = [row for row in ask.records.rows("challenges") if _is_asked(row, status, me)]
    return page(ask, choose(ask, view_of(ask), rows), lambda some: [_show(ask, row) for row in some])


@SYSTEM.on("get_challenge")
def get_challenge(ask: Ask) -> Any:
    return _show(ask, must_find(ask, "challenges", ask.path["id"]))


@SYSTEM.on("create_challenge")
def create_challenge(ask: Ask) -> Any:
    """The caller challenges; it lasts a week. The answer is documented as a list."""
    me, other = int(ask.caller.user_id), ask.body["challenged"].get("id")
    if other == me or ask.records.get("users", other) is None:
        raise misfit_of("challenged.id", f"{other} cannot be challenged")
    start = ask.body["startdate"]
    kind = (ask.body.get("type") or {}).get("id") or 1
    must_find(ask, "challengetypes", kind)
    row = ask.records.add("challenges", make_challenge(me, other, kind, start, ask.office.clock.now()))
    for place, side in enumerate(("challenger", "challenged")):
        row[side] |= {"challengeid": row["id"], "id": row["id"] * 2 - 1 + place}
    ask.records.put("challenges", row["id"], row)
    return [_show(ask, row)]


def make_challenge(me: int, other: int, kind: int, start: str, now: datetime) -> Row:
    """A challenge that waits for an answer. ``start`` is an ISO day or moment."""
    stop = date.fromisoformat(start[:10]) + LENGTH
    sides: dict[str, Row] = {
        side: {"accepted": None, "owner": side == "challenger", "score": 0, "user": user}
        for side, user in (("challenger", me), ("challenged", other))
    }
    sides["challenger"]["accepted"] = moment(now)
    return {
        **sides,
        "active": 0,
        "created": moment(now),
        "startdate": start,
        "stopdate": f"{stop.isoformat()}T00:00:00Z",
        "type": kind,
        "winner": None,
        "_status": "pending",
    }


def _answer(ask: Ask, status: str) -> Row:
    """Raises Refusal (conflict) when it was answered before."""
    row = must_find(ask, "challenges", ask.path["id"])
    if row["_status"] != "pending":
        raise Refusal(409, "conflict", f"The challenge is {row['_status']}")
    if status == "ongoing":
        row["active"] = 1
        row["challenged"]["accepted"] = moment(ask.office.clock.now())
    row["_status"] = status
    ask.records.put("challenges", row["id"], row)
    return row


@SYSTEM.on("accept_challenge")
def accept_challenge(ask: Ask) -> Any:
    return {"id": _answer(ask, "ongoing")["id"], "status": "accepted"}


@SYSTEM.on("decline_challenge")
def decline_challenge(ask: Ask) -> Any:
    return {"id": _answer(ask, "declined")["id"], "status": "declined"}


LEVELS: Mapping[int, str] = {0: "Starter", 1: "Gevorderde", 2: "Kenner", 3: "Meester"}


@SYSTEM.on("get_challenge_stats")
def get_challenge_stats(ask: Ask) -> Any:
    """A user's score card, from the activities that were closed."""
    must_find(ask, "users", ask.path["id"])
    today = ask.office.clock.today()
    closed = [
        date.fromisoformat(row["date"])
        for row in view_of(ask).pointing("activities", "user", ask.path["id"])
        if row["closed"]
    ]
    since = {"day": 0, "week": 6, "month": 30}
    score = len(closed)
    return {
        "achievements": {
            name: sum(today - timedelta(days=days) <= day <= today for day in closed)
            for name, days in since.items()
        },
        "category": LEVELS[min(3, score // 150)],
        "heartbeat": sum(today - timedelta(days=6) <= day <= today for day in closed),
        "level": score // 50,
        "score": score * 10,
    }
