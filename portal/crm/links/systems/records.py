"""A record of a CRM system as the panel needs it, from any system."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.crm.links.systems.matching import Traits

LONGEST_ID, LONGEST_NUMBER = 40, 18


@dataclass(frozen=True, slots=True)
class Record:
    """``owner_id``: the customer or account that notes go to. ``facts``: code and value, fresh."""

    system: str
    resource: str
    record_id: str
    owner_id: str
    label: str
    traits: Traits = field(default_factory=Traits)
    phone: str = ""
    mobile: str = ""
    external_key: str = ""
    number: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    address_in_system: str = ""


def make_person(
    system: str,
    resource: str,
    traits: Traits,
    *,
    record_id: str,
    owner_id: str,
    facts: tuple[tuple[str, str], ...] = (),
    more: tuple[tuple[str, str], ...] = (),
    **rest: str,
) -> Record:
    """The record of a person; contact details come after ``facts`` and before ``more``.

    ``traits.phones`` holds the phone and the mobile; ``rest``: further fields of the record.
    """
    phone, mobile = traits.phones
    ways = (("phone", phone), ("mobile", mobile), ("email", traits.email))
    return Record(
        system=system,
        resource=resource,
        record_id=record_id,
        owner_id=owner_id,
        label=traits.name or record_id,
        traits=traits,
        phone=phone,
        mobile=mobile,
        facts=(*facts, *ways, *more),
        **rest,
    )


def get_text(row: Any, *path: str) -> str:
    """The value at a path of a row as text; "" for nothing."""
    for name in path:
        row = row.get(name) if isinstance(row, Mapping) else None
    return "" if row is None or isinstance(row, Mapping | list) else str(row).strip()


def get_id(row: Any, *path: str) -> str:
    """An id at a path of a row; "" also for one that is longer than a link can hold."""
    text = get_text(row, *path)
    return text if len(text) <= LONGEST_ID else ""


def is_number(text: str) -> bool:
    """Whether it is an id in the form of both systems; a longer number fits no call."""
    return text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER


def list_rows(value: Any) -> Iterator[Mapping[str, Any]]:
    """The valid rows of a list, those with an id."""
    for row in value:
        if isinstance(row, Mapping) and get_id(row, "id"):
            yield row


def join_words(*words: str) -> str:
    """The texts that are not empty, separated by spaces."""
    return " ".join(word for word in words if word)
