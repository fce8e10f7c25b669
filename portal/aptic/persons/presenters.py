"""Persons, and the search for them, as staff see them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.signing import dumps
from django.utils.translation import gettext as _

from portal.integrations.aptic.values import Person


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in the list. ``token``: the signed key with which a link is made."""

    name: str
    kind: str
    id_number: str
    email: str
    address: str
    token: str = ""


TOKEN_SALT = "service-calls-person"  # noqa: S105 - the name of a use


def present_person(person: Person, *, is_unmasked: bool, mark: tuple[str, str] | None) -> PersonRow:
    """One line; without the permission only enough to tell two persons apart. ``mark``: see TOKEN_SALT."""
    address = person.addresses[0] if person.addresses else None
    place = f"{address.postal_code} {address.city}".strip() if address else ""
    street = f"{address.street} {address.house_number}".strip() if address else ""
    return PersonRow(
        name=person.full_name or person.company_name or f"{person.first_name} {person.last_name}".strip(),
        kind=_("Company") if person.is_company else _("Person"),
        id_number=person.id_number if is_unmasked else mask_number(person.id_number),
        email=person.email if is_unmasked else mask_email(person.email),
        address=", ".join(part for part in (street, place) if part) if is_unmasked else place,
        token=dumps(mark, salt=TOKEN_SALT) if mark else "",
    )


def mask_number(number: str) -> str:
    """Only its last two digits: "•••••••••99"."""
    return "•" * (len(number) - 2) + number[-2:] if len(number) > 4 else "•" * len(number)


def mask_email(email: str) -> str:
    """Its first letter and its host: "a•••@host"."""
    name, at, host = email.partition("@")
    return f"{name[:1]}•••{at}{host}" if email else ""


def describe_search(asked: Mapping[str, str]) -> list[tuple[str, str]]:
    """What was searched for; the identity number masked."""
    labels = {"name": _("Name"), "company": _("Company"), "id_number": _("Number"), "email": _("E-mail")}
    return [
        (label, mask_number(asked[name]) if name == "id_number" else asked[name])
        for name, label in labels.items()
        if asked.get(name)
    ]
