"""Customers, where they live, and their dossiers."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from uuid import UUID

from portal.sandbox.crm.records import Row
from portal.sandbox.dossierdata.dates import write_date
from portal.sandbox.dossierdata.seeds.names import WORDS, make_iban, split_name
from portal.sandbox.dossierdata.seeds.tagor import Known
from portal.sandbox.dossierdata.system import SYSTEM
from portal.sandbox.records import Party

PRIVATE, BUSINESS = 1, 9  # of the catalogue's customer types
ADVISORS = 6


def wire(resource: str, field: str, day: date) -> str:
    """A day in the format of this field."""
    return write_date(day, SYSTEM.forms[resource, field])


def make_customers(dice: Random, known: Sequence[Known], day: date, count: int) -> list[Row]:
    """Those of Tagor first. Of the others every tenth is a partner, every twelfth a business."""
    rows = [_known_customer(one.party, number, day) for number, one in enumerate(known, start=1)]
    while len(rows) < count:
        number = len(rows) + 1
        row = _customer(dice, number, day)
        if number % 10 == 0 and rows[-1]["type"] != BUSINESS and number > len(known) + 1:
            row |= {"partner": number - 1, "martialStatus": 1}
            rows[-1] |= {"partner": number, "martialStatus": 1}
        elif number % 12 == 0:
            row |= _business(dice, number, row["lastName"])
        rows.append(row)
    return rows


def _known_customer(party: Party, number: int, day: date) -> Row:
    dice = Random(f"dossierdata {party.party_id}")  # noqa: S311 - the same every time is the point
    row = _customer(dice, number, day)
    first, suffix, last = split_name(party.name)
    row |= {
        "initials": f"{first[:1]}.",
        "firstName": first,
        "suffix": suffix,
        "lastName": last,
        "type": PRIVATE,
    }
    if party.form:
        row |= {"businessname": party.name, "type": BUSINESS, "kvkNumber": f"{number:08d}"}
    reach = {"mobile": party.mobile, "phone": party.phone, "emailaddress": party.email}
    return row | {name: text for name, text in reach.items() if text}


def _customer(dice: Random, number: int, day: date) -> Row:
    is_man = dice.random() < 0.5
    first, (suffix, last) = dice.choice(WORDS.men if is_man else WORDS.women), dice.choice(WORDS.families)
    born = day - timedelta(days=dice.randrange(20 * 365, 80 * 365))
    has_house = dice.random() < 0.6
    mailbox = f"{first}.{last}.{number}".casefold().replace(" ", "")
    return {
        "uuid": str(UUID(int=dice.getrandbits(128), version=4)),
        "initials": f"{first[0]}.",
        "firstName": first,
        "suffix": suffix,
        "lastName": last,
        "dateOfBirth": wire("customer", "dateOfBirth", born),
        "phone": f"050000{number:04d}",
        "mobile": f"0600{number:06d}",
        "sex": int(is_man),
        "emailaddress": f"{mailbox}@customer.example",
        "smoking": dice.random() < 0.2,
        "martialStatus": dice.choice((0, 0, 5, 6, 7, 8)),
        "mariedBefore": dice.random() < 0.3,
        "office": dice.randint(1, 3),
        "type": dice.choice((1, 1, 1, 4, 5, 6, 8)),
        "houseOwned": has_house,
        "advisor": dice.randint(1, ADVISORS),
        "employer": dice.choice(WORDS.employers),
        "position": dice.choice(WORDS.positions),
        "mailingEnabled": dice.random() < 0.5,
        "salary": dice.randrange(24_000, 96_000, 500),
        "title": 1,
        "iban": make_iban(number),
        "passed_away": False,
    }


def _business(dice: Random, number: int, last: str) -> Row:
    return {
        "type": BUSINESS,
        "businessname": f"{dice.choice(WORDS.businesses)} {last}",
        "businesstype": dice.randint(1, 4),
        "kvkNumber": f"{number:08d}",
        "numberOfEmployees": dice.randint(1, 40),
        "revenue": dice.randrange(80_000, 4_000_000, 5_000),
        "payroll": dice.randrange(20_000, 900_000, 5_000),
    }


def make_addresses(dice: Random, customers: Sequence[Row], known: Sequence[Known]) -> list[Row]:
    """One each; every eighth has an old one too, which is no longer in use."""
    rows = [_known_address(one.party, number) for number, one in enumerate(known, start=1)]
    for number in range(len(known) + 1, len(customers) + 1):
        partner = customers[number - 1].get("partner", number)
        rows.append({**rows[partner - 1], "customer": number} if partner < number else _address(dice, number))
    rows += [{**_address(dice, number), "active": False} for number in range(8, len(customers) + 1, 8)]
    return rows


def _known_address(party: Party, number: int) -> Row:
    return {
        "type": 1,
        "postcode": party.postal_code,
        "houseNumber": party.number,
        "streetName": party.street,
        "city": party.city,
        "houseNumberAddition": party.box,
        "customer": number,
        "active": True,
        "country": "België",
    }


def _address(dice: Random, number: int) -> Row:
    city, code, country, lat, lng = dice.choice(WORDS.cities)
    if country == "Nederland":
        letters = "".join(dice.choices("ABCDEGHJKLMNPRSTVWXZ", k=2))
        code = f"{code}{dice.randint(10, 99)}{letters}"
    return {
        "type": dice.choice((1, 1, 1, 4)),
        "postcode": code,
        "houseNumber": str(dice.randint(1, 180)),
        "streetName": dice.choice(WORDS.streets),
        "city": city,
        "houseNumberAddition": dice.choice(("", "", "", "A", "bis")),
        "customer": number,
        "active": True,
        "lat": round(lat + dice.uniform(-0.02, 0.02), 6),
        "lng": round(lng + dice.uniform(-0.02, 0.02), 6),
        "country": country,
    }


def file_digits(name: str) -> int:
    """A file number as a number: 26/004512 gives 26004512."""
    return int("".join(one for one in name if one.isdecimal()))


def make_dossiers(dice: Random, customers: Sequence[Row], known: Sequence[Known]) -> list[Row]:
    """For a party of Tagor one per file, its number as ``uuid``; two of three others have one."""
    rows = [
        {"uuid": file_digits(name), "customer_id": str(number), "status": WORDS.statuses[1]}
        for number, one in enumerate(known, start=1)
        for name in one.file_names
    ]
    for number in range(len(known) + 1, len(customers) + 1):
        if number % 3:
            row = {
                "uuid": 70_000_000 + number,
                "customer_id": str(number),
                "status": dice.choice(WORDS.statuses),
            }
            rows.append(row)
    return rows
