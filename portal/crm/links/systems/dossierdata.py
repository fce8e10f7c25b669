"""DossierData's data for links, always read as one person.

Its lists have no filters and there is no call for one customer, so rows are searched in lists: by id where
the list is sorted, else row by row up to ``MOST_SCANNED``.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from portal import registry
from portal.crm.links.systems.matching import Traits
from portal.crm.links.systems.records import (
    Record,
    get_id,
    get_text,
    is_number,
    join_words,
    list_rows,
    make_person,
)
from portal.integrations.dossierdata.client import DossierDataClient
from portal.integrations.errors import NotFound
from portal.integrations.openapi import Credential
from portal.web.formats import short_day

SYSTEM = "dossierdata"
MOST_SCANNED = 20_000
"""Rows read of one list; anything beyond may exist unseen."""
PAGE = 100
_MOST_GUESSES = 8


class TooLongError(Exception):
    """The list is longer than what was read: the row may be further on."""


def list_all(operation: str, credential: Credential) -> tuple[Mapping[str, Any], ...]:
    """The rows of a list, at most ``MOST_SCANNED``. Raises: the errors of a call."""
    rows = registry.dossierdata().iterate(operation, credential=credential, size=PAGE, most=MOST_SCANNED)
    return tuple(list_rows(rows))


def iterate_newest(operation: str, credential: Credential) -> Iterator[Mapping[str, Any]]:
    """The rows of a list, its last page first.

    Raises: TooLongError at the end of what is read, and the errors of a call.
    """
    client = registry.dossierdata()
    first = client.get_page(operation, number=1, size=PAGE, credential=credential)
    pages = first.pages or 1
    seen = 0
    for number in range(pages, 0, -1):
        page = first
        if number > 1:
            page = client.get_page(operation, number=number, size=PAGE, credential=credential)
            if page.number != number:  # it has no page parameter: only the first page can be read
                raise TooLongError
        yield from (row for row in reversed(page.items) if isinstance(row, Mapping))
        seen += len(page.items)
        if seen >= MOST_SCANNED:
            raise TooLongError
    if first.total is not None and seen < first.total:
        raise TooLongError


def find_customer(customer_id: str, credential: Credential) -> Mapping[str, Any]:
    """The row of a customer. Raises: NotFound, and the errors of a call."""
    row = _seek(registry.dossierdata(), "list_customers", customer_id, credential)
    if row is not None:
        return row
    for row in list_all("list_customers", credential):
        if get_text(row, "id") == customer_id:
            return row
    raise NotFound("not-found", system=SYSTEM, operation="list_customers")


def get_dossier(dossier_id: str, credential: Credential) -> Mapping[str, Any]:
    """A dossier. Raises: NotFound, and the errors of a call."""
    if not is_number(dossier_id):
        raise NotFound("not-found", system=SYSTEM)
    result = registry.dossierdata().call(
        "get_dossier", path={"dossier_id": dossier_id}, credential=credential
    )
    return result.require_record(system=SYSTEM)


def get_record(resource: str, record_id: str, credential: Credential) -> Record:
    """One record with fresh facts. Raises: NotFound for one that is gone, and the errors of a call."""
    if resource == "dossier":
        row = {**get_dossier(record_id, credential), "id": record_id}
        owner_id = get_text(row, "customer_id")
        owner = _seek(registry.dossierdata(), "list_customers", owner_id, credential)
        return read_dossier(row, {owner_id: read_customer(owner, {}).label} if owner else {})
    return read_customer(find_customer(record_id, credential), {}, opened=_open(record_id, credential))


def list_templates(credential: Credential) -> tuple[tuple[str, str, str], ...]:
    """(id, title, text) of the letters' templates."""
    return tuple(
        (get_text(row, "id"), get_text(row, "title"), get_text(row, "content"))
        for row in list_all("list_templates", credential)
        if not get_text(row, "deleted_at")
    )


def read_customer(row: Mapping[str, Any], address: Mapping[str, Any], *, opened: str = "") -> Record:
    """A customer with its address, and the URL of its page at DossierData."""
    first = get_text(row, "firstName") or get_text(row, "initials")
    traits = Traits(
        name=join_words(first, get_text(row, "suffix"), get_text(row, "lastName")),
        street=get_text(address, "streetName"),
        number=get_text(address, "houseNumber"),
        box=get_text(address, "houseNumberAddition"),
        postal_code=get_text(address, "postcode"),
        city=get_text(address, "city"),
        email=get_text(row, "emailaddress"),
        phones=(get_text(row, "phone"), get_text(row, "mobile")),
    )
    record_id = get_text(row, "id")
    return make_person(
        SYSTEM,
        "customer",
        traits,
        record_id=record_id,
        owner_id=record_id,
        more=(("born", _write_day(row.get("dateOfBirth"))), ("employer", get_text(row, "employer"))),
        address_in_system=opened,
    )


def _write_day(value: Any) -> str:
    return short_day(value) if isinstance(value, date) else str(value or "")


def read_dossier(row: Mapping[str, Any], customers: Mapping[str, str] | None = None) -> Record:
    """A dossier; notes about it go to its customer. ``customers``: names by id, where known."""
    record_id, number = get_text(row, "id"), get_text(row, "uuid")
    name = (customers or {}).get(get_text(row, "customer_id"), "")
    return Record(
        system=SYSTEM,
        resource="dossier",
        record_id=record_id,
        owner_id=get_id(row, "customer_id"),
        label=" · ".join(one for one in (number or record_id, name) if one),
        number=number,
        facts=(("number", number), ("status", get_text(row, "status"))),
    )


def _open(customer_id: str, credential: Credential) -> str:
    """The URL of the customer's page at DossierData, if the answer has one."""
    result = registry.dossierdata().call(
        "open_customer", path={"customer_id_or_uuid": customer_id}, credential=credential
    )
    return get_text(result.data, "url")


def _seek(
    client: DossierDataClient, operation: str, record_id: str, credential: Credential
) -> Mapping[str, Any] | None:
    """A row by its id, by guessing its page; None when the list is not sorted by id."""
    if not is_number(record_id):
        return None
    wanted, low, high = int(record_id), 1, 0
    number = 1
    for _guess in range(_MOST_GUESSES):
        page = client.get_page(operation, number=number, size=PAGE, credential=credential)
        rows = list(list_rows(page.items))
        ids = [int(get_text(row, "id")) for row in rows if is_number(get_text(row, "id"))]
        high = high or page.pages or 1
        if not ids or ids != sorted(ids) or page.number != number:
            return None
        if ids[0] <= wanted <= ids[-1]:
            return next((row for row in rows if get_text(row, "id") == record_id), None)
        low, high = (number + 1, high) if wanted > ids[-1] else (low, number - 1)
        if low > high:
            return None
        step = (wanted - ids[0]) // PAGE
        number = max(low, min(high, number + step or number))
    return None
