"""Customers: leads, mortgage leads, the address of a dashboard. There is no show, update or delete."""

from typing import Any
from uuid import uuid4

from portal.sandbox.crm.checks import Problem
from portal.sandbox.crm.records import Row
from portal.sandbox.crm.system import Ask, Refusal
from portal.sandbox.dossierdata.contract import CONTRACT
from portal.sandbox.dossierdata.resources import clean, show_stored
from portal.sandbox.dossierdata.system import SYSTEM

PROSPECT = 5  # of the catalogue's customer types


def before(_ask: Ask, row: Row, old: Row | None) -> Row:
    """Gives every customer a uuid, which ``customer/open`` accepts too."""
    return row if old else {**row, "uuid": str(uuid4())}


def _store_lead(ask: Ask) -> Row:
    body = clean(
        ask, "customer", {name: one for name, one in ask.body.items() if name not in CONTRACT.mortgage_dates}
    )
    if not (body.get("firstName") or body.get("initials")):
        raise Refusal(422, "invalid", "", problems=[Problem("firstName", "required", "is required")])
    row: Row = {"type": PROSPECT, "advisor": int(ask.caller.user_id), **body}
    return ask.records.add("customer", before(ask, row, None))


@SYSTEM.on("create_customer_lead")
def create_lead(ask: Ask) -> dict[str, Any]:
    return show_stored(_store_lead(ask)["id"])


@SYSTEM.on("create_customer_mortgage_lead")
def create_mortgage_lead(ask: Ask) -> dict[str, Any]:
    """Makes a lead and its mortgage; the answer's id is the customer's."""
    dates = {name: ask.body[field] for field, name in CONTRACT.mortgage_dates.items() if ask.body.get(field)}
    mortgage = clean(ask, "mortgage", dates)
    customer = _store_lead(ask)
    ask.records.add("mortgage", {**mortgage, "customer_id": customer["id"], "status": 1})
    return show_stored(customer["id"])


@SYSTEM.on("open_customer")
def open_customer(ask: Ask) -> dict[str, Any]:
    """Opens a customer by id or uuid.

    ``url`` is ASSUMED: the page calls this "the URL of a customer's dashboard".
    """
    wanted = str(ask.path["customer_id_or_uuid"])
    rows = ask.records.rows("customer")
    found = next((row for row in rows if wanted in (str(row["id"]), row.get("uuid"))), None)
    if found is None:
        raise Refusal(404, "not-found", "Not found")
    if ask.records.is_on("as_documented"):
        return show_stored(found["id"])
    return {
        **show_stored(found["id"]),
        "url": f"{ask.office.config.base_url}/dossierdata/customer/{found['id']}",
    }
