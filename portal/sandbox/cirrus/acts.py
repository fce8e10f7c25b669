"""Acts that are more than storing a record: places on the map, merging, following, new types, files.

Files come as base64. The catalogue has no call that returns the content, so there is none here.
"""

import hashlib
from collections.abc import Iterable
from functools import partial
from typing import Any

from portal.sandbox.cirrus.generic import must_find
from portal.sandbox.cirrus.query.conditions import distance_km, position_of, read_position
from portal.sandbox.cirrus.query.lists import choose, page
from portal.sandbox.cirrus.resources import CONTRACT
from portal.sandbox.cirrus.shapes import View
from portal.sandbox.cirrus.system import SYSTEM, view_of
from portal.sandbox.cirrus.writing import Taker, misfit_of, moment
from portal.sandbox.crm.checks import Problem
from portal.sandbox.crm.records import Row
from portal.sandbox.crm.system import Ask, Refusal
from portal.sandbox.seeds.contents import read_base64


@SYSTEM.on("list_account_coordinates")
def list_account_coordinates(ask: Ask) -> Any:
    view = view_of(ask)
    rows = choose(ask, view, ask.records.rows("accounts"))
    return page(ask, rows, lambda some: [_place(ask, row, {"accountid": row["id"]}) for row in some])


@SYSTEM.on("list_activity_coordinates")
def list_activity_coordinates(ask: Ask) -> Any:
    """An activity is where its account is."""
    view = view_of(ask)
    rows = [
        row
        for row in choose(ask, view, ask.records.rows("activities"))
        if view.find("accounts", row.get("account"))
    ]
    return page(ask, rows, lambda some: _places_of_activities(ask, view, some))


def _places_of_activities(ask: Ask, view: View, rows: list[Row]) -> Iterable[Row]:
    for row in rows:
        yield _place(ask, view.find("accounts", row["account"]) or {}, {"activityid": row["id"]})


def _place(ask: Ask, account: Row, named: Row) -> Row:
    """``distance`` in kilometres from ``nearto``, null without one."""
    place = account.get("addresses", {}).get("visiting", {}).get("coordinates") or {}
    centre, own = read_position(str(ask.query.get("nearto") or "")), position_of(account)
    return {
        **named,
        "addresstype": "visiting",
        "latitude": place.get("latitude"),
        "longitude": place.get("longitude"),
        "distance": f"{distance_km(centre, own):.2f}" if centre and own else None,
    }


# Merging ---------------------------------------------------------------------------------------------

# Records that point to an account, and the field that does.
POINTING = (
    *(("contacts", "account"), ("activities", "account"), ("folders", "account")),
    *(("accounts", "parentaccount"), ("files", "connectedaccounts")),
)


@SYSTEM.on("merge_accounts")
def merge_accounts(ask: Ask) -> Any:
    """The target takes over references to the source and the fields it lacks; the source is deleted."""
    target_id, source_id = ask.path["target"], ask.path["source"]
    if target_id == source_id:
        raise Refusal(400, "same", "An account cannot be merged with itself")
    target, source = must_find(ask, "accounts", target_id), must_find(ask, "accounts", source_id)
    for resource, field in POINTING:
        _repoint(ask, resource, field, source_id, target_id)
    _take_over(ask, target, source)
    ask.records.remove("accounts", source_id)
    return view_of(ask).show("Account", must_find(ask, "accounts", target_id))


def _repoint(ask: Ask, resource: str, field: str, source_id: int, target_id: int) -> None:
    for row in ask.records.rows(resource):
        held, own = row.get(field), resource == "accounts" and row["id"] == target_id
        if held == source_id:
            ask.records.put(resource, row["id"], {**row, field: None if own else target_id})
        elif isinstance(held, list) and source_id in held:
            ids = dict.fromkeys(target_id if one == source_id else one for one in held)
            ask.records.put(resource, row["id"], {**row, field: list(ids)})


def _take_over(ask: Ask, target: Row, source: Row) -> None:
    target = must_find(ask, "accounts", target["id"])
    for name, value in source.items():
        if target.get(name) in (None, "", [], {}) and name != "id" and value != target["id"]:
            target[name] = value
    for name in ("followers", "accountgroups", "tags"):
        target[name] = list(dict.fromkeys([*target.get(name, []), *source.get(name, [])]))
    note = f"Samengevoegd met {source['name']} ({source['id']}) op {moment(ask.office.clock.now())[:10]}."
    target["info"] = f"{target.get('info') or ''}\n{note}".strip()
    ask.records.put("accounts", target["id"], target)


# A new type, following ------------------------------------------------------------------------------


@SYSTEM.on("create_activity_type")
def create_activity_type(ask: Ask) -> Any:
    """ASSUMED: a body, when there is one, is an activity type."""
    sent = ask.body if isinstance(ask.body, dict) else {}
    known = {name: value for name, value in sent.items() if name in SYSTEM.models["ActivityType"]}
    last = max(row["sortorder"] for row in ask.records.rows("activitytypes"))
    ask.records.add("activitytypes", {**CONTRACT.new_activitytype, "sortorder": last + 1, **known})
    return view_of(ask).show_all("ActivityType", ask.records.rows("activitytypes"))


FOLLOWED = {"account": "accounts", "activity": "activities", "contact": "contacts"}


def _follow(resource: str, ask: Ask, *, follows: bool) -> Any:
    """The body names the record by ``key``, and who follows it."""
    key, user_id = ask.body["key"], ask.body["userid"]
    row = must_find(ask, resource, key)
    if ask.records.get("users", user_id) is None:
        raise misfit_of("userid", f"{user_id} does not exist in users")
    others = [one for one in row.get("followers", []) if one != user_id]
    row["followers"] = [*others, user_id] if follows else others
    ask.records.put(resource, key, row)
    return {"key": key, "userid": user_id}


for _name, _resource in FOLLOWED.items():
    SYSTEM.on(f"follow_{_name}")(partial(_follow, _resource, follows=True))
    SYSTEM.on(f"unfollow_{_name}")(partial(_follow, _resource, follows=False))


MAX_BYTES = 10 * 1024 * 1024


def _read(ask: Ask) -> Row:
    """The row for a body; also keeps the content, with its size and hash, for tests.

    Raises Refusal for content that is not base64, is too long, or goes with a record that is not there.
    """
    taker = Taker(view_of(ask))
    body = dict(ask.body)
    text = body.pop("content")
    row = taker.take("File", body)
    taker.problems += [
        Problem(f"connected{kind}", "unknown", f"{one} does not exist in {kind}")
        for kind in CONTRACT.connected
        for one in body.get(f"connected{kind}") or ()
        if ask.records.get(kind, one) is None
    ]
    data = read_base64(text)
    if data is None:
        taker.problems.append(Problem("content", "format", "the content is not base64"))
    taker.check()
    data = data or b""
    if len(data) > MAX_BYTES:
        raise Refusal(413, "too-large", "The data value transmitted exceeds the capacity limit.")
    digest = hashlib.sha256(data).hexdigest()
    return {**row, "_content": text, "_bytes": len(data), "_sha256": digest}


@SYSTEM.on("create_file")
def create_file(ask: Ask) -> Any:
    empty: Row = {f"connected{kind}": [] for kind in CONTRACT.connected}
    now = moment(ask.office.clock.now())
    row = ask.records.add("files", {"info": "", **empty, **_read(ask), "timestamp": now})
    return view_of(ask).show("File", row)


@SYSTEM.on("update_file")
def update_file(ask: Ask) -> Any:
    old = must_find(ask, "files", ask.path["id"])
    row = {**old, **_read(ask), "timestamp": moment(ask.office.clock.now())}
    ask.records.put("files", old["id"], row)
    return view_of(ask).show("File", row)
