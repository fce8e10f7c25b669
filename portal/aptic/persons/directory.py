"""Persons and companies in Aptic, a page at a time. No typed text can leave the condition it stands in."""

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
    """The condition of a search; every field that is filled in must fit. Raises: ValueError for none."""
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
    """As it was typed, and with its digits alone: nobody tells how Aptic keeps it."""
    digits = "".join(one for one in number if one.isalnum())
    return list(dict.fromkeys([number, digits] if digits else [number]))


def search(asked: Mapping[str, str], *, page: int, by: Actor) -> PersonPage:
    """One page, counted from 1. Told to the audit trail: which fields, never what stood in them.

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
    """A person as a link keeps them: Aptic gives no number of its own, so the mark is made of theirs."""

    record_id: str
    label: str


def mark_person(person: Person) -> PersonMark:
    """The same person, the same mark; the identity number cannot be read back from it."""
    known = person.id_number or f"{person.full_name}|{person.email}"
    return PersonMark(make_person_mark(known), (person.full_name or person.company_name)[:200])


@transaction.atomic
def link_person(mark: PersonMark, *, file_id: str, by: Actor) -> None:
    """A person says: this person in Aptic is about this file."""
    found = Record(system=SYSTEM, resource=RESOURCE, record_id=mark.record_id, owner_id="", label=mark.label)
    links.join_record(file_id, "", found, by=by)
