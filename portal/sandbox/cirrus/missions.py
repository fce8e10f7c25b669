"""Missions: what is connected to them, with which result, and how far their accounts are."""

from typing import Any

from portal.sandbox.cirrus.generic import must_find
from portal.sandbox.cirrus.lists import choose, page
from portal.sandbox.cirrus.system import SYSTEM, view_of
from portal.sandbox.cirrus.writing import moment
from portal.sandbox.crm.records import Row
from portal.sandbox.crm.system import Ask, Refusal

CONNECTED_TO = {
    "account": "accounts",
    "activity": "activities",
    "article": "articles",
    "order": "orders",
    "user": "users",
}


@SYSTEM.on("list_missions")
def list_missions(ask: Ask) -> Any:
    """The catalogue shows a mission connection here, by mistake it seems: this is both."""
    view = view_of(ask)
    rows = choose(ask, view, ask.records.rows("missions"))
    return page(
        ask, rows, lambda some: [view.show("Mission", row) | _as_connection(row, row["id"]) for row in some]
    )


def _as_connection(row: Row, connect_id: int) -> Row:
    return {
        "type": row.get("type", "mission"),
        "connectid": connect_id,
        "result": row.get("result", 0),
        "tscreated": row["tscreated"],
        "tsupdated": row["tsupdated"],
    }


def _connections(ask: Ask, kind: str = "") -> list[Row]:
    mission = must_find(ask, "missions", ask.path["mission_id"])
    return [
        row
        for row in view_of(ask).pointing("missionconnections", "mission", mission["id"])
        if kind in ("", row["type"])
    ]


def _check_type(ask: Ask) -> str:
    kind = str(ask.path["connection_type"])
    if kind not in CONNECTED_TO:
        raise Refusal(404, "not-found", f"'{kind}' is not one of {sorted(CONNECTED_TO)}")
    return kind


@SYSTEM.on("list_mission_connections", "list_mission_connections_of_type")
def list_mission_connections(ask: Ask) -> Any:
    kind = _check_type(ask) if "connection_type" in ask.path else ""
    rows = choose(ask, view_of(ask), _connections(ask, kind))
    return page(ask, rows, lambda some: [_as_connection(row, row["connectid"]) for row in some])


@SYSTEM.on("list_mission_activity_connections")
def list_mission_activity_connections(ask: Ask) -> Any:
    """With the activity itself; filtered by its type, user and moment."""
    view = view_of(ask)
    activities = {row["connectid"]: view.find("activities", row["connectid"]) for row in _connections(ask)}
    rows = [
        {
            **row,
            "user": (activities[row["connectid"]] or {}).get("user"),
            "activitytype": (activities[row["connectid"]] or {}).get("type"),
            "start": (activities[row["connectid"]] or {}).get("start"),
            "end": (activities[row["connectid"]] or {}).get("stop"),
            "activity": row["connectid"],
        }
        for row in _connections(ask, "activity")
    ]
    return page(ask, choose(ask, view, rows), lambda some: view.show_all("MissionActivityConnection", some))


def _find_connection(ask: Ask) -> Row | None:
    kind = _check_type(ask)
    return next((row for row in _connections(ask, kind) if row["connectid"] == ask.path["other_id"]), None)


@SYSTEM.on("get_mission_connection")
def get_mission_connection(ask: Ask) -> Any:
    found = _find_connection(ask)
    if found is None:
        raise Refusal(404, "not-found", "There is no such connection")
    return _as_connection(found, found["connectid"])


@SYSTEM.on("put_mission_connection")
def put_mission_connection(ask: Ask) -> Any:
    """Connects, or changes the result. Type and id are those of the path."""
    found, now = _find_connection(ask), moment(ask.office.clock.now())
    kind, other_id = _check_type(ask), ask.path["other_id"]
    must_find(ask, CONNECTED_TO[kind], other_id)
    old = found or {
        "mission": ask.path["mission_id"],
        "type": kind,
        "connectid": other_id,
        "result": 0,
        "tscreated": now,
    }
    row = {**old, "result": ask.body.get("result", old["result"]), "tsupdated": now}
    if found:
        ask.records.put("missionconnections", found["id"], row)
    else:
        row = ask.records.add("missionconnections", row)
    return _as_connection(row, other_id)


@SYSTEM.on("list_mission_progress")
def list_mission_progress(ask: Ask) -> Any:
    """One line for each account of the mission; the totals are of all accounts, not of the page."""
    view = view_of(ask)
    wanted = {one.strip() for one in str(ask.query.get("accountids") or "").split(",")} - {""}
    links = _connections(ask, "account")
    asked = [row for row in links if not wanted or str(row["connectid"]) in wanted]
    completed = sum(bool(row["result"]) for row in links)
    shown = page(ask, asked, lambda some: [view.show("MissionProgress", _progress(ask, row)) for row in some])
    return {**shown, "totalactive": len(links) - completed, "totalcompleted": completed}


def _progress(ask: Ask, link: Row) -> Row:
    view = view_of(ask)
    account = view.find("accounts", link["connectid"]) or {}
    done = sorted(view.pointing("activities", "account", link["connectid"]), key=lambda row: str(row["date"]))
    last = done[-1] if done else {}
    return {
        "account": link["connectid"],
        "activity": last.get("id"),
        "accountid": link["connectid"],
        "accountname": account.get("name", ""),
        "lastactivity": last.get("start") or (f"{last['date']}T00:00:00Z" if last else None),
        "completed": bool(link["result"]),
    }
