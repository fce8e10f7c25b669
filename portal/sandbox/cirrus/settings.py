"""The settings of the office. A password is taken, and never given back."""

from typing import Any

from portal.sandbox.cirrus.generic import must_find
from portal.sandbox.cirrus.system import SYSTEM, view_of
from portal.sandbox.cirrus.writing import merged
from portal.sandbox.crm.records import Row
from portal.sandbox.crm.system import Ask


def _show(ask: Ask, row: Row) -> Row:
    shown = view_of(ask).show("Settings", row)
    shown["consent"]["email"]["password"] = ""
    return shown


@SYSTEM.on("get_settings")
def get_settings(ask: Ask) -> Any:
    return _show(ask, must_find(ask, "settings", 1))


@SYSTEM.on("update_settings")
def update_settings(ask: Ask) -> Any:
    row = merged(must_find(ask, "settings", 1), ask.body)
    ask.records.put("settings", 1, row)
    return _show(ask, row)
