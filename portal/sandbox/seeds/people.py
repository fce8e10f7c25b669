"""The invented people and firms of the practice office, and its users: staff, the portal, a client.

An empty list of a user means no limit of that type (ASSUMED).

National numbers are dummies: a serial outside the range that is given out, with a right check (tagor.md 6).
"""

import base64
import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.sandbox.casework import User
from portal.sandbox.records import Party
from portal.sandbox.seeds.codes import code_id
from portal.sandbox.tables import read_table

DEFENDANT_ID = 9_000_000_000_000_001_000
CLAIMANT_ID = 9_000_000_000_000_002_000


@dataclass(frozen=True, slots=True)
class People:
    """``claimants``: name, form and address; ``companies``: form and enterprise number; rows of ``users``."""

    office: dict[str, str]
    claimants: dict[str, tuple[str, str, str, str, str, str]]
    companies: dict[str, tuple[str, str]]
    users: tuple[dict[str, Any], ...]


PEOPLE = read_table("people", People)
CLAIMANTS = PEOPLE.claimants
OFFICE = Party(**PEOPLE.office)
OFFICE_ID = OFFICE.party_id


def make_claimant(key: str) -> Party:
    name, form, street, number, postal_code, city = CLAIMANTS[key]
    index = list(CLAIMANTS).index(key)
    return Party(
        party_id=str(CLAIMANT_ID + index + 1),
        role="AANL",
        name=name,
        form=form,
        street=street,
        number=number,
        postal_code=postal_code,
        city=city,
        email=f"{key}@claimant.example",
    )


def make_defendant(index: int, slug: str, name: str, language: str | None, issued_on: date | None) -> Party:
    """A person with a hash and a PIN that never change between resets."""
    postal_code, city = {"Frn": ("4000", "Liège"), "Ger": ("4700", "Eupen"), "Eng": ("1050", "Elsene")}.get(
        language or "", ("9000", "Gent")
    )
    form, enterprise_number = PEOPLE.companies.get(slug, ("", ""))
    born_on = date(1950 + index % 50, 1 + index % 12, 1 + index % 28)
    return Party(
        party_id=str(DEFENDANT_ID + index),
        role="VERW",
        name=name,
        form=form,
        enterprise_number=enterprise_number,
        street="Voorbeeldlaan",
        number=str(index * 3 + 1),
        postal_code=postal_code,
        city=city,
        mobile=f"047000{index:04d}",
        email=f"{slug}@defendant.example",
        language=language,
        slug=slug,
        hash=_secret(slug, "hash")[:40],
        pin=_pin(slug),
        hash_issued_on=issued_on,
        national_number="" if form else dummy_national_number(born_on),
    )


def _secret(slug: str, what: str) -> str:
    return (
        base64.urlsafe_b64encode(hashlib.sha256(f"practice {what} {slug}".encode()).digest())
        .decode()
        .rstrip("=")
    )


def dummy_national_number(born_on: date) -> str:
    """Eleven digits that pass the check and belong to nobody: serial 999."""
    stem = f"{born_on:%y%m%d}999"
    check = 97 - int(("2" if born_on.year >= 2000 else "") + stem) % 97
    return f"{stem}{check:02d}"


def _pin(slug: str) -> str:
    digest = hashlib.sha256(f"pin {slug}".encode()).digest()
    return str(int.from_bytes(digest[:4], "big") % 900_000 + 100_000)


USER_ID = 9_000_000_000_000_004_000
USER_PARTY_ID = 9_000_000_000_000_005_000
HANDLER_ID = str(USER_ID + 1)  # who handles every seeded file
KEY_USER, LOGIN_USER, ORGANI_USER = "portaal", "practice", "organi"
HOSPITAL_ID = str(CLAIMANT_ID + 1 + list(CLAIMANTS).index("hospital"))


def make_users() -> list[User]:
    """``jdewit`` sees amicable files only, ``ziekenhuis`` only files where it is the claimant."""
    users = [
        User(
            user_id=str(USER_ID + index),
            party_id=HOSPITAL_ID if row["username"] == "ziekenhuis" else str(USER_PARTY_ID + index),
            **row,
        )
        for index, row in enumerate(PEOPLE.users, start=1)
    ]
    by_name = {user.username: user for user in users}
    by_name["mvos"].landline = "09 000 00 01"
    by_name["jdewit"].lists = {
        "TQDOSSOORT": [code_id("TQDOSSOORT", "MINNELIJK")],
        "TQDISGROEP": [code_id("TQDISGROEP", "BRIEF"), code_id("TQDISGROEP", "FACTUUR")],
    }
    by_name["ziekenhuis"].lists = {
        "TPAR": [f"{HOSPITAL_ID}|{code_id('TQPARSOORT', 'AANL')}"],
        "TQDOCSECURITY": [code_id("TQDOCSECURITY", "OPEN")],
        "TQDISGROEP": [code_id("TQDISGROEP", "BEWIJS")],
    }
    return users


def make_user_party(user: User) -> Party:
    """The party a user extends."""
    return Party(
        party_id=user.party_id,
        role="KANTOOR",
        name=user.name,
        street="Oefenstraat",
        number="12",
        postal_code="9000",
        city="Gent",
        phone=user.landline,
        mobile=user.cellphone,
        email=user.email,
    )
