"""Cirrus's data for links: always with the office's own key, and only the fields that are used."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
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
from portal.integrations.cirrus.client import build_pattern
from portal.integrations.errors import NotFound
from portal.integrations.openapi import Page

SYSTEM = "cirrus"
_ACCOUNT_FIELDS = (
    "id",
    "name",
    "number",
    "phone",
    "cellphone",
    "email",
    "active",
    "externalkey",
    "type.name",
    "user.id",
    "user.name",
    "user.surname",
    "addresses.postal.street",
    "addresses.postal.number",
    "addresses.postal.letter",
    "addresses.postal.zip",
    "addresses.postal.city",
)
_CONTACT_FIELDS = (
    "id",
    "account.id",
    "account.name",
    "name",
    "surname",
    "email",
    "officephone",
    "cellphone",
    "street",
    "city",
    "zip",
    "externalkey",
    "active",
)
_LISTS = {"accounts": ("list_accounts", _ACCOUNT_FIELDS), "contacts": ("list_contacts", _CONTACT_FIELDS)}
_SHOWS = {"accounts": ("get_account", _ACCOUNT_FIELDS), "contacts": ("get_contact", _CONTACT_FIELDS)}
MOST_FOUND = 20


def find(resource: str, **filters: str) -> tuple[Record, ...]:
    """Records that meet every filter, at most ``MOST_FOUND``. Raises: the errors of a call."""
    operation, fields = _LISTS[resource]
    page = _ask_page(operation, filters, fields=fields, size=MOST_FOUND)
    return tuple(_read(resource, row) for row in list_rows(page.items))


def find_by_name(resource: str, text: str) -> tuple[Record, ...]:
    """Records whose name holds ``text``."""
    field = "surname" if resource == "contacts" else "name"
    return find(resource, **{field: build_pattern(text)})


def find_by_words(resource: str, text: str) -> tuple[Record, ...]:
    """Records that contain every word of ``text``."""
    return find(resource, fulltext=text)


def get_row(resource: str, record_id: str) -> Mapping[str, Any]:
    """One record as it is. Raises: NotFound for one that is gone, and the errors of a call."""
    if not is_number(record_id):
        raise NotFound("not-found", system=SYSTEM)
    operation, fields = _SHOWS[resource]
    client = registry.cirrus()
    result = client.call(
        operation, path={"id": record_id}, headers=client.get_mask_headers(operation, fields)
    )
    row = result.require_record(system=SYSTEM)
    if get_text(row, "id") != record_id:
        raise NotFound("not-found", system=SYSTEM, operation=operation)
    return row


def get_record(resource: str, record_id: str) -> Record:
    """One record. Raises: as ``get_row``."""
    return _read(resource, get_row(resource, record_id))


def get_record_with_facts(resource: str, record_id: str) -> Record:
    """One record with what a person wants to know first: its manager, and what is open."""
    row = get_row(resource, record_id)
    found = _read(resource, row)
    open_ones = _ask_page(
        "list_activities", {"accountid": found.owner_id, "closed": 0}, fields=("id",), size=1
    )
    user = join_words(get_text(row, "user", "name"), get_text(row, "user", "surname"))
    total = "" if open_ones.total is None else str(open_ones.total)
    return replace(found, facts=(*found.facts, ("handler", user), ("open-activities", total)))


def list_activity_types() -> tuple[tuple[str, str, bool], ...]:
    """(id, name, whether it is the default) of every kind of activity."""
    items = registry.cirrus().call("list_activity_types").items
    return tuple(
        (get_text(row, "id"), get_text(row, "name"), get_text(row, "default") == "1")
        for row in list_rows(items)
    )


def find_primary_contact(account_id: str) -> str:
    """The contact for an activity of the account: the first one, if any."""
    page = _ask_page("list_contacts", {"accountid": account_id}, fields=("id", "primarycontact"), size=50)
    rows = list(list_rows(page.items))
    rows.sort(key=lambda row: get_text(row, "primarycontact") != "1")
    return get_text(rows[0], "id") if rows else ""


def has_activity(external_key: str) -> bool:
    """Whether an activity with this key stands there."""
    page = _ask_page("list_activities", {"externalkey": external_key}, fields=("id", "externalkey"), size=10)
    return any(get_text(row, "externalkey") == external_key for row in list_rows(page.items))


def has_file(account_id: str, reference: str) -> bool:
    """Whether a file of the account has the reference in its remark."""
    rows = registry.cirrus().iterate("list_files", query={"accountid": int(account_id)}, most=2000)
    return any(reference in get_text(row, "info") for row in rows)


def _ask_page(operation: str, filters: Mapping[str, Any], *, fields: Iterable[str], size: int) -> Page:
    client = registry.cirrus()
    headers = client.get_mask_headers(operation, fields)
    return client.get_page(operation, size=size, query=filters, headers=headers)


def _read(resource: str, row: Mapping[str, Any]) -> Record:
    return _read_account(row) if resource == "accounts" else _read_contact(row)


def _read_account(row: Mapping[str, Any]) -> Record:
    postal = {name: get_text(row, "addresses", "postal", name) for name in ("street", "number", "letter")}
    traits = Traits(
        name=get_text(row, "name"),
        street=postal["street"],
        number=postal["number"] + postal["letter"],
        postal_code=get_text(row, "addresses", "postal", "zip"),
        city=get_text(row, "addresses", "postal", "city"),
        email=get_text(row, "email"),
        phones=(get_text(row, "phone"), get_text(row, "cellphone")),
    )
    record_id = get_text(row, "id")
    return make_person(
        SYSTEM,
        "accounts",
        traits,
        record_id=record_id,
        owner_id=record_id,
        external_key=get_text(row, "externalkey"),
        number=get_text(row, "number"),
        facts=(("number", get_text(row, "number")), ("kind", get_text(row, "type", "name"))),
        more=(("place", join_words(traits.street, traits.number, traits.postal_code, traits.city)),),
    )


def _read_contact(row: Mapping[str, Any]) -> Record:
    traits = Traits(
        name=join_words(get_text(row, "name"), get_text(row, "surname")),
        street=get_text(row, "street"),
        postal_code=get_text(row, "zip"),
        city=get_text(row, "city"),
        email=get_text(row, "email"),
        phones=(get_text(row, "officephone"), get_text(row, "cellphone")),
    )
    return make_person(
        SYSTEM,
        "contacts",
        traits,
        record_id=get_text(row, "id"),
        owner_id=get_id(row, "account", "id"),
        external_key=get_text(row, "externalkey"),
        facts=(("account", get_text(row, "account", "name")),),
        more=(("place", join_words(traits.street, traits.postal_code, traits.city)),),
    )
