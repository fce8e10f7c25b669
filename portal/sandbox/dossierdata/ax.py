"""AX messages: finding and updating customers by an HDN mortgage application, which is XML."""

from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from starlette.responses import Response

from portal.sandbox.crm.records import Row
from portal.sandbox.crm.system import Ask
from portal.sandbox.dossierdata.contract import CONTRACT
from portal.sandbox.dossierdata.locks import check_lock
from portal.sandbox.dossierdata.resources import find, show_list, show_stored
from portal.sandbox.dossierdata.system import SYSTEM, refuse_ax

ROOT, KIND = "OfferteAanvraag", "AX"


class NotAxError(Exception):
    """Not an AX message, or not XML at all; holds where the parser stopped."""

    def __init__(self, line: int = 1, column: int = 0) -> None:
        super().__init__(f"line {line}, column {column}")
        self.line, self.column = line, column


@dataclass(frozen=True, slots=True)
class Person:
    """A party of the message: fields of a customer, and of its address."""

    customer: dict[str, Any]
    address: dict[str, str] = field(default_factory=dict)


def read_people(text: str) -> list[Person]:
    """The parties, main one first. Raises NotAxError."""
    try:
        root = fromstring(text.encode(), forbid_dtd=True)
    except ParseError as error:
        raise NotAxError(*error.position) from None
    except (DefusedXmlException, ValueError):
        raise NotAxError from None
    kind = root.findtext("Header/BerichtSoort", "")
    if root.tag != ROOT or not kind.startswith(KIND):
        raise NotAxError
    reach = _texts(root.find("Hypotheekgever"), CONTRACT.ax["reach"])
    parties = [_read_person(one) for one in root.findall("PartijNAWData")]
    if parties:
        parties[0] = Person(parties[0].customer | reach, parties[0].address)
    return parties


def _read_person(element: Element) -> Person:
    customer: dict[str, Any] = dict(_texts(element, CONTRACT.ax["names"]))
    sex = element.findtext("Geslacht", "")[:1]
    if sex in {"M", "V"}:
        customer["sex"] = int(sex == "M")
    parts = [element.findtext(f"GeboorteDt/{name}", "") for name in ("Dag", "Maand", "Jaar")]
    if all(part.isdecimal() for part in parts):
        customer["dateOfBirth"] = "{:02d}/{:02d}/{:04d}".format(*map(int, parts))
    return Person(customer, _texts(element, CONTRACT.ax["address"]))


def _texts(element: Element | None, names: dict[str, str]) -> dict[str, str]:
    if element is None:
        return {}
    found = {field: (element.findtext(tag) or "").strip() for tag, field in names.items()}
    return {field: text for field, text in found.items() if text}


@SYSTEM.on("find_customers_by_ax_message")
def find_customers(ask: Ask) -> Any:
    """Customers that match one of the parties, in the order they were made."""
    try:
        people = read_people(ask.body)
    except NotAxError as error:
        return refuse_ax(error.line, error.column)
    addresses: dict[Any, list[Row]] = {}
    for row in ask.records.rows("address"):
        addresses.setdefault(row.get("customer"), []).append(row)
    rows = [
        row
        for row in ask.records.rows("customer")
        if any(_is_same(person, row, addresses.get(row["id"], [])) for person in people)
    ]
    return show_list(ask, "customer", rows)


def _is_same(person: Person, row: Row, addresses: list[Row]) -> bool:
    """The family name matches, and one more detail when the message holds more (ASSUMED)."""
    told = person.customer
    if not _same(told.get("lastName"), row.get("lastName")):
        return False
    more = [name for name in ("firstName", "initials", "dateOfBirth", "iban") if told.get(name)]
    at = [(one.get("postcode"), one.get("houseNumber")) for one in addresses]
    lives_there = (person.address.get("postcode"), person.address.get("houseNumber")) in at
    return (
        not (more or person.address) or lives_there or any(_same(told[name], row.get(name)) for name in more)
    )


def _same(one: Any, other: Any) -> bool:
    return bool(one) and str(one).replace(" ", "").casefold() == str(other or "").replace(" ", "").casefold()


@SYSTEM.on("update_customer_from_ax_message")
def update_customer(ask: Ask) -> dict[str, Any] | Response:
    """The first party becomes the customer, its address the customer's first one."""
    row = find(ask, "customer", ask.path["customer_id"])
    try:
        people = read_people(ask.body)
    except NotAxError as error:
        return refuse_ax(error.line, error.column)
    if not people:
        return refuse_ax()
    check_lock(ask, "customer", row["id"])
    ask.records.put("customer", row["id"], row | people[0].customer)
    if people[0].address:
        _store_address(ask, row["id"], people[0].address)
    return show_stored(row["id"])


def _store_address(ask: Ask, customer_id: Any, told: dict[str, str]) -> None:
    own = (one for one in ask.records.rows("address") if one.get("customer") == customer_id)
    if old := next(own, None):
        ask.records.put("address", old["id"], old | told)
    else:
        ask.records.add("address", {**told, "customer": customer_id, "active": True})
