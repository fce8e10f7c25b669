"""Services of others behind Cirrus: addresses, credit checks, phones.

A person number of the practice has the months 13 to 99 or the day 99, so that nobody has it.
"""

import hashlib
from typing import Any

from portal.sandbox.cirrus.lists import choose
from portal.sandbox.cirrus.refusals import misfit_of
from portal.sandbox.cirrus.system import SYSTEM, view_of
from portal.sandbox.cirrus.writing import moment
from portal.sandbox.crm.system import Ask, Refusal


@SYSTEM.on("look_up_address")
def look_up_address(ask: Ask) -> Any:
    """Raises Refusal for a number of no person of the practice."""
    number = ask.body["person_number"]
    found = next((row for row in ask.records.rows("people") if row["person_number"] == number), None)
    if found is None:
        raise Refusal(404, "not-found", "There is no person with this number")
    return {name: found[name] for name in ("name", "surname", "street", "city", "zip")}


OUTCOMES = {"8": "REVIEW", "9": "DECLINED"}


@SYSTEM.on("create_credit_check")
def create_credit_check(ask: Ask) -> Any:
    """The last digit decides: 8 is looked at by a person, 9 is declined, the rest is approved."""
    number = ask.body["person_number"]
    return {
        "person_number": number,
        "status": "COMPLETED",
        "correlationid": hashlib.sha256(f"check {number}".encode()).hexdigest()[:32],
        "checkdate": moment(ask.office.clock.now()),
        "outcome": OUTCOMES.get(number[-1], "APPROVED"),
    }


@SYSTEM.on("get_phone_options")
def get_phone_options(ask: Ask) -> Any:
    """One colour and one size, as the catalogue shows."""
    phones = choose(ask, view_of(ask), ask.records.rows("phones"))
    if not phones:
        raise misfit_of("modelid", "there is no such phone model")
    return {"colours": phones[0]["_colour"], "sizes": phones[0]["_size"]}
