"""Persons and companies in Aptic, a page at a time. Typed text cannot break out of its condition."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from portal import registry
from portal.audit.actors import Actor
from portal.audit.services import record
from portal.crm.links.panel import services as links
from portal.crm.links.systems.aptic_keys import make_person_mark
from portal.crm.links.systems.records import Record
from portal.integrations.aptic.filters import NAMES, Filter, all_of, any_of, order_by
from portal.integrations.aptic.values import Person, PersonPage

SYSTEM, RESOURCE = "aptic", "person"
ROWS_PER_PAGE = 25
MOST_PAGES = 400


def build_filter(asked: Mapping[str, str]) -> Filter:
    """The condition of a search; every field that is filled in must match. Raises: ValueError without any."""
    conditions = []
    if name := asked.get("name", "").strip():
        conditions += [NAMES["fullname"].contains(word) for word in name.split()]
    if company := asked.get("company", "").strip():
        conditions.append(NAMES["companyname"].contains(company))
    if number := asked.get("id_number", "").strip():
        conditions.append(any_of(*(NAMES["idnumber"].equals(one) for one in _write_number(number))))
    if email := asked.get("email", "").strip():
        conditions.append(NAMES["email"].contains(email))
    return all_of(*conditions)


def _write_number(number: str) -> list[str]:
    """As typed, and with its digits only: how Aptic stores it is not documented."""
    digits = "".join(one for one in number if one.isalnum())
    return list(dict.fromkeys([number, digits] if digits else [number]))


def search(asked: Mapping[str, str], *, page: int, by: Actor) -> PersonPage:
    """One page, counted from 1. The audit trail records which fields were used, never their values.

    Raises: the errors of a call.
    """
    skip = (min(max(page, 1), MOST_PAGES) - 1) * ROWS_PER_PAGE
    found = registry.aptic().list_persons(
        where=build_filter(asked), skip=skip, top=ROWS_PER_PAGE, order=order_by("fullname")
    )
    fields = sorted(name for name, value in asked.items() if value)
    details = {"fields": fields, "page": page, "total": found.total}
    record("persons-searched", by=by, details=details)
    return found


@dataclass(frozen=True, slots=True)
class PersonMark:
    """The key of a person on a link: Aptic returns no id, so it is derived from the person's data."""

    record_id: str
    label: str


def mark_person(person: Person) -> PersonMark:
    """The key of a person, always the same; the identity number cannot be read back from it."""
    known = person.id_number or f"{person.full_name}|{person.email}"
    return PersonMark(make_person_mark(known), (person.full_name or person.company_name)[:200])


@transaction.atomic
def link_person(mark: PersonMark, *, file_id: str, by: Actor) -> None:
    """A person of the office confirms that this person in Aptic is about this file."""
    found = Record(system=SYSTEM, resource=RESOURCE, record_id=mark.record_id, owner_id="", label=mark.label)
    links.join_record(file_id, "", found, by=by)
