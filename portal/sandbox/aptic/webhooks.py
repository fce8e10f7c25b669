"""Webhooks of each client: listed without their secret, registered, deleted."""

from typing import Any
from urllib.parse import urlsplit

from portal.sandbox.aptic.system import SYSTEM
from portal.sandbox.crm.checks import Problem
from portal.sandbox.crm.records import Row
from portal.sandbox.crm.system import Ask, Refusal

METHODS = {"POST", "PUT", "PATCH"}


@SYSTEM.on("list_webhooks")
def list_webhooks(ask: Ask) -> dict[str, Any]:
    shown = [_show(row) for row in _list_own(ask)]
    return {"count": len(shown), "webHooks": shown}


@SYSTEM.on("register_webhook")
def register_webhook(ask: Ask) -> Row:
    """One address of a client is one webhook. Raises Refusal."""
    url, events = ask.body.get("url") or "", ask.body.get("events") or []
    method = (ask.body.get("method") or "POST").upper()
    if not _is_complete(url):
        raise _refuse("url", "is not a complete URL")
    if not events or not all(event.strip() for event in events):
        raise _refuse("events", "names no event")
    if method not in METHODS:
        raise _refuse("method", "is not one a webhook can use")
    known = next((row for row in _list_own(ask) if row["url"] == url), None)
    together = [*(known["events"] if known else ()), *events]
    row = {
        "client": ask.caller.user_id,
        "url": url,
        "method": method,
        "secret": ask.body.get("secret") or "",
        "events": list(dict.fromkeys(together)),
    }
    if known:
        ask.records.put("webhooks", known["id"], {"id": known["id"], **row})
    else:
        ask.records.add("webhooks", row)
    return _show(row)


@SYSTEM.on("delete_webhook")
def delete_webhook(ask: Ask) -> dict[str, Any]:
    """All of it, or some of its events. Raises Refusal."""
    found = [row for row in _list_own(ask) if row["url"] == (ask.body.get("url") or "")]
    if not found:
        raise Refusal(404, "not-found", "There is no such webhook")
    row, events = found[0], ask.body.get("events")
    left = [event for event in row["events"] if events and event not in events]
    if left:
        ask.records.put("webhooks", row["id"], {**row, "events": left})
    else:
        ask.records.remove("webhooks", row["id"])
    return {}


def _is_complete(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def _list_own(ask: Ask) -> list[Row]:
    return [row for row in ask.records.rows("webhooks") if row["client"] == ask.caller.user_id]


def _show(row: Row) -> Row:
    return {name: row[name] for name in ("events", "url", "method")}


def _refuse(name: str, text: str) -> Refusal:
    return Refusal(422, "invalid", text, problems=[Problem(name, "value", text)])
