"""300 persons: the defendants of the practice office first, then invented ones. And no webhook yet."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from portal.sandbox.crm.records import Row
from portal.sandbox.records import Party
from portal.sandbox.seeds.files import make_files
from portal.sandbox.seeds.people import dummy_national_number

COUNT = 300
FIRST = (
    *("Emma", "Noah", "Louise", "Arthur", "Mila", "Jules"),
    *("Olivia", "Liam", "Yasmina", "Zoë", "Karim", "Anke"),
)
LAST = (
    *("Peeters", "Janssens", "Dubois", "D'Hondt", "Maes"),
    *("Lambert", "Weber", "Ó Broin", "Şahin", "El Amrani"),
)
FIRMS = ("Bakkerij", "Garage", "Apotheek", "Bouwwerken", "Café", "Drukkerij")
PLACES = (("9000", "Gent"), ("1000", "Brussel"), ("4000", "Liège"), ("2000", "Antwerpen"), ("4700", "Eupen"))
STREETS = ("Voorbeeldlaan", "Rue de l'Exemple", "Oefenstraat", "Musterstraße")


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
    first, last = FIRST[number % len(FIRST)], LAST[number // len(FIRST) % len(LAST)]
    postal_code, city = PLACES[number % len(PLACES)]
    born_on = date(1950 + number % 50, 1 + number % 12, 1 + number % 28)
    return _make(
        is_company=is_company,
        first="" if is_company else first,
        last="" if is_company else last,
        company=f"{FIRMS[number % len(FIRMS)]} {last} {number}" if is_company else "",
        idnumber=f"0999{number:06d}" if is_company else dummy_national_number(born_on),
        email=f"person{number}@aptic.example",
        limit=number * 12.5,
        address=(STREETS[number % len(STREETS)], str(number + 1), postal_code, city),
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
