"""300 persons: the defendants of the practice office first, then invented ones. And no webhook yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from portal.sandbox.crm.records import Row
from portal.sandbox.records import Party
from portal.sandbox.seeds.files import make_files
from portal.sandbox.seeds.people import dummy_national_number
from portal.sandbox.tables import read_table

COUNT = 300
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Words:
    """Parts of invented names and addresses; ``places``: postal code and town."""

    first: tuple[str, ...]
    last: tuple[str, ...]
    firms: tuple[str, ...]
    places: tuple[tuple[str, str], ...]
    streets: tuple[str, ...]


WORDS = read_table("aptic", Words)


def seed(today: date) -> Mapping[str, list[Row]]:
    """Every record, by resource; the same day always gives the same records."""
    known = [party for file in make_files(today) for party in file.defendants]
    rows = [_make_known(party) for party in known] + [_invent(number) for number in range(COUNT - len(known))]
    return {"persons": [{"id": number, **row} for number, row in enumerate(rows[:COUNT], start=1)]}


def _make_known(party: Party) -> Row:
    first, _, last = party.name.partition(" ")
    company = party.name if party.form else ""
    idnumber = party.enterprise_number or party.national_number
    address = (party.street, party.number, party.postal_code, party.city)
    return _make(first, last, company, address, idnumber=idnumber, email=party.email, limit=0)


def _invent(number: int) -> Row:
    first, last = _turn(WORDS.first, number), _turn(WORDS.last, number // len(WORDS.first))
    company = f"{_turn(WORDS.firms, number)} {last} {number}" if number % 9 == 0 else ""
    born_on = date(1950 + number % 50, 1 + number % 12, 1 + number % 28)
    return _make(
        first,
        last,
        company,
        (_turn(WORDS.streets, number), str(number + 1), *_turn(WORDS.places, number)),
        idnumber=f"0999{number:06d}" if company else dummy_national_number(born_on),
        email=f"person{number}@aptic.example",
        limit=number * 12.5,
    )


def _turn(choices: Sequence[T], number: int) -> T:
    return choices[number % len(choices)]


def _make(first: str, last: str, company: str, address: tuple[str, str, str, str], **more: Any) -> Row:
    """A company has no first and last name."""
    if company:
        first = last = ""
    name = {"firstName": first, "lastName": last, "companyName": company}
    full = {"fullName": company or f"{first} {last}".strip()}
    place = dict(zip(("street", "houseNo", "zipCode", "city"), address, strict=True))
    return {
        "juridicalType": int(bool(company)),
        "name": dict.fromkeys(("middleName", "salutation", "nameSuffix"), "") | name | full,
        "addresses": [
            {"type": "Default", "countryCode": "BE"}
            | dict.fromkeys(("coAddress", "houseNoExtension", "stateCode"), "")
            | place
        ],
        **more,
    }
