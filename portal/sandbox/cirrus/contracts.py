"""Which objects a contract covers, seen from both sides, and the reminders of its end."""

from typing import Any

from portal.sandbox.cirrus.generic import must_find
from portal.sandbox.cirrus.lists import choose, page
from portal.sandbox.cirrus.system import SYSTEM, view_of
from portal.sandbox.cirrus.writing import moment
from portal.sandbox.crm.records import Row
from portal.sandbox.crm.system import Ask, Refusal


def _links(ask: Ask) -> list[Row]:
    """Of the contract or object in the path, or of both."""
    view, place = view_of(ask), ask.path
    rows = ask.records.rows("contractobjects")
    if "contract_id" in place:
        must_find(ask, "contracts", place["contract_id"])
        rows = view.pointing("contractobjects", "contractid", place["contract_id"])
    if "object_id" in place:
        must_find(ask, "objects", place["object_id"])
        rows = [row for row in rows if row["objectid"] == place["object_id"]]
    return rows


def _show(ask: Ask, rows: list[Row]) -> list[Row]:
    return view_of(ask).show_all("ContractObject", rows)


@SYSTEM.on("list_contract_objects", "list_object_contracts")
def list_links(ask: Ask) -> Any:
    return page(ask, choose(ask, view_of(ask), _links(ask)), lambda some: _show(ask, some))


@SYSTEM.on("get_contract_object", "get_object_contract")
def get_link(ask: Ask) -> Any:
    found = _links(ask)
    if not found:
        raise Refusal(404, "not-found", "The contract does not cover this object")
    return _show(ask, found)[0]


@SYSTEM.on("put_contract_object", "put_object_contract")
def put_link(ask: Ask) -> Any:
    """Covers the object, or changes where it stands."""
    found, now = _links(ask), moment(ask.office.clock.now())
    sent = {"location": ask.body["location"]} if "location" in ask.body else {}
    if found:
        row = {**found[0], **sent, "updated": now}
        ask.records.put("contractobjects", row["id"], row)
    else:
        ids = {"contractid": ask.path["contract_id"], "objectid": ask.path["object_id"]}
        made = {"location": None, **sent, "created": now, "updated": now}
        row = ask.records.add("contractobjects", ids | made)
    return _show(ask, [row])[0]


def _reminders(ask: Ask) -> list[Row]:
    contract = must_find(ask, "contracts", ask.path["contract_id"])
    return view_of(ask).pointing("contractreminders", "contractid", contract["id"])


@SYSTEM.on("list_contract_reminders")
def list_contract_reminders(ask: Ask) -> Any:
    return page(ask, _reminders(ask), lambda some: view_of(ask).show_all("ContractReminder", some))


@SYSTEM.on("get_contract_reminder")
def get_contract_reminder(ask: Ask) -> Any:
    wanted = ask.path["activity_id"]
    found = next((row for row in _reminders(ask) if row["activityid"] == wanted), None)
    if found is None:
        raise Refusal(404, "not-found", "There is no such reminder")
    return view_of(ask).show("ContractReminder", found)
