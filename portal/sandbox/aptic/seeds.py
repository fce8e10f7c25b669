"""300 persons: the defendants of the practice office first, then invented ones. And no webhook yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.sandbox.crm.records import Row
from portal.sandbox.records import Party
from portal.sandbox.seeds.files import make_files
from portal.sandbox.seeds.people import dummy_national_number
from portal.sandbox.tables import read_table

COUNT = 300


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
    is_company = bool(party.form)
    return _make(
        is_company=is_company,
        first="" if is_company else first,
        last="" if is_company else last,
        company=party.name if is_company else "",
        idnumber=party.enterprise_number or party.national_number,
        email=party.email,
        limit=0,
        address=(party.street, party.number, party.postal_code, party.city),
    )


def _invent(number: int) -> Row:
    is_company = number % 9 == 0
    first, last = (
        WORDS.first[number % len(WORDS.first)],
        WORDS.last[number // len(WORDS.first) % len(WORDS.last)],
    )
    postal_code, city = WORDS.places[number % len(WORDS.places)]
    born_on = date(1950 + number % 50, 1 + number % 12, 1 + number % 28)
    return _make(
        is_company=is_company,
        first="" if is_company else first,
        last="" if is_company else last,
        company=f"{WORDS.firms[number % len(WORDS.firms)]} {last} {number}" if is_company else "",
        idnumber=f"0999{number:06d}" if is_company else dummy_national_number(born_on),
        email=f"person{number}@aptic.example",
        limit=number * 12.5,
        address=(WORDS.streets[number % len(WORDS.streets)], str(number + 1), postal_code, city),
    )


def _make(
    *,
    is_company: bool,
    first: str,
    last: str,
    company: str,
    idnumber: str,
    email: str,
    limit: float,
    address: tuple[str, str, str, str],
) -> dict[str, Any]:
    street, number, postal_code, city = address
    return {
        "juridicalType": int(is_company),
        "name": {
            "firstName": first,
            "middleName": "",
            "lastName": last,
            "companyName": company,
            "fullName": company or f"{first} {last}".strip(),
            "salutation": "",
            "nameSuffix": "",
        },
        "addresses": [
            {
                "type": "Default",
                "coAddress": "",
                "street": street,
                "houseNo": number,
                "houseNoExtension": "",
                "zipCode": postal_code,
                "city": city,
                "stateCode": "",
                "countryCode": "BE",
            }
        ],
        "idnumber": idnumber,
        "email": email,
        "limit": limit,
    }
