"""The user who calls: X-Token is the first user's, an OAuth token that of the portal."""

from typing import Any

from portal.sandbox.cirrus.generic import must_find
from portal.sandbox.cirrus.system import SYSTEM, view_of
from portal.sandbox.cirrus.writing import Taker, merged
from portal.sandbox.crm.records import Row
from portal.sandbox.crm.system import Ask

NEVER_CHANGED = ("id", "customerid", "lastactive", "properties")


def _me(ask: Ask) -> Row:
    return must_find(ask, "users", ask.caller.user_id)


def _show(ask: Ask, row: Row) -> Row:
    """A mail password is never given back, although the catalogue has a field for it."""
    shown = view_of(ask).show("CurrentUser", row)
    if "emailsettings" in shown:
        shown["emailsettings"] = {**shown["emailsettings"], "password": ""}
    return shown


@SYSTEM.on("get_current_user")
def get_current_user(ask: Ask) -> Any:
    return _show(ask, _me(ask))


@SYSTEM.on("update_current_user")
def update_current_user(ask: Ask) -> Any:
    old, taker = _me(ask), Taker(view_of(ask))
    sent = {name: value for name, value in ask.body.items() if name not in NEVER_CHANGED}
    taken = taker.take("CurrentUser", sent)
    taker.check()
    row = merged(old, taken)
    ask.records.put("users", row["id"], row)
    return _show(ask, row)
