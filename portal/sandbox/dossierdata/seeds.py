"""The records of a fresh practice DossierData; the first customers are the parties of the practice Tagor."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from portal.sandbox.crm.records import Row
from portal.sandbox.crm.seeds import make_rows
from portal.sandbox.dossierdata.dates import normalise
from portal.sandbox.dossierdata.system import SYSTEM
from portal.sandbox.records import Party
from portal.sandbox.seeds.contents import make_pdf
from portal.sandbox.seeds.files import make_files
from portal.sandbox.tables import read_table

PRIVATE, BUSINESS = 1, 9  # of the catalogue's customer types
PREFIXES: list[str] = read_table("dossierdata", dict[str, Any])["prefixes"]
PARTNERS = range(50, 501, 10)
"""Each of these customers is the partner of the one before, and lives there."""


def seed(day: date) -> Mapping[str, list[Row]]:
    """Every record, by resource; ids count from 1."""
    known = {place: _make_rows(*one, place, day) for place, one in enumerate(_list_parties(day), start=1)}
    for number in PARTNERS:
        for one, other in ((number, number - 1), (number - 1, number)):
            known[one] = {"customer": [{"partner": other, "martialStatus": 1, "_is_firm": False}]}
    rows = make_rows("dossierdata", day, known, iban=make_iban, size=lambda text: len(make_pdf(text)))
    for number in PARTNERS:
        rows["address"][number - 1] = rows["address"][number - 2] | {"id": number, "customer": number}
    rows |= read_table("dossierdata-tables", dict[str, list[Row]])
    return {name: [normalise(name, row, SYSTEM.forms)[0] for row in many] for name, many in rows.items()}


def _list_parties(day: date) -> list[tuple[Party, list[str]]]:
    """Defendants first, then claimants; each party once, with the numbers of its files."""
    files = make_files(day)
    pairs = [(party, file.name) for file in files for party in file.defendants]
    found: dict[str, tuple[Party, list[str]]] = {}
    for party, name in pairs + [(file.claimant, file.name) for file in files]:
        found.setdefault(party.party_id, (party, []))[1].append(name)
    return list(found.values())


def _make_rows(party: Party, files: list[str], place: int, day: date) -> dict[str, list[Row]]:
    """What the adviser knows of a party, by table: a dossier and an account for each of its files."""
    about = f"Dossier {files[0]}"
    return {
        "customer": [_customer(party, place)],
        "address": [_address(party)],
        "dossier": [{"uuid": int(name.replace("/", "")), "status": "In behandeling"} for name in files],
        "account": [
            {"inzake": f"Dossier {name}", "primary": name == files[0], "created_at": day.isoformat()}
            for name in files
        ],
        "office_letter": [{"_paper": f"Brief van de gerechtsdeurwaarder {files[0].replace('/', '-')}"}],
        "file_note": [{"title": about, "content": f"Bij de gerechtsdeurwaarder loopt {about.lower()}."}],
    }


def _customer(party: Party, place: int) -> Row:
    first, suffix, last = split_name(party.name)
    row: Row = {"firstName": first, "suffix": suffix, "lastName": last, "type": PRIVATE}
    if party.form:
        row |= {"businessname": party.name, "type": BUSINESS, "kvkNumber": f"{place:08d}"}
    reach = {"mobile": party.mobile, "phone": party.phone, "emailaddress": party.email}
    told = {name: text for name, text in reach.items() if text}
    return row | told | {"_is_firm": False, "_name": party.name}


def _address(party: Party) -> Row:
    return {
        "type": 1,
        "postcode": party.postal_code,
        "houseNumber": party.number,
        "streetName": party.street,
        "city": party.city,
        "houseNumberAddition": party.box,
        "country": "België",
        "lat": None,
        "lng": None,
    }


def make_iban(number: int) -> str:
    """A Dutch account number that passes its check, of a bank that does not exist."""
    tail = "".join(str(ord(one) - 55) for one in "OEFE") + f"{number:010d}" + "232100"
    return f"NL{98 - int(tail) % 97:02d}OEFE{number:010d}"


def split_name(name: str) -> tuple[str, str, str]:
    """First name, prefix, family name: "Fatima El Idrissi" gives Fatima, El, Idrissi."""
    first, _space, rest = name.partition(" ")
    for prefix in sorted(PREFIXES, key=len, reverse=True):
        if rest.casefold().startswith(f"{prefix.casefold()} "):
            return first, rest[: len(prefix)], rest[len(prefix) + 1 :]
    return first, "", rest
