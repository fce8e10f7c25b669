"""The invented people and firms of the practice office, and its users: staff, the portal, a client.

An empty list of a user means no limit of that type (ASSUMED).

National numbers are dummies: a serial outside the range that is given out, with a right check (tagor.md 6).
"""

import base64
import hashlib
from collections.abc import Mapping
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
    """Fields of parties, and of ``users``; ``homes`` of defendants by language."""

    office: dict[str, str]
    claimants: dict[str, dict[str, str]]
    companies: dict[str, dict[str, str]]
    homes: dict[str, dict[str, str]]
    users: tuple[dict[str, Any], ...]


PEOPLE = read_table("people", People)
OFFICE = Party(**PEOPLE.office)
OFFICE_ID = OFFICE.party_id


def _claimant_id(key: str) -> str:
    return str(CLAIMANT_ID + 1 + list(PEOPLE.claimants).index(key))


def make_claimant(key: str) -> Party:
    email = f"{key}@claimant.example"
    return Party(party_id=_claimant_id(key), role="AANL", email=email, **PEOPLE.claimants[key])


def make_defendant(index: int, slug: str, name: str, language: str | None, issued_on: date | None) -> Party:
    """A person with a hash and a PIN that never change between resets."""
    company = PEOPLE.companies.get(slug, {})
    born_on = date(1950 + index % 50, 1 + index % 12, 1 + index % 28)
    return Party(
        party_id=str(DEFENDANT_ID + index),
        role="VERW",
        name=name,
        street="Voorbeeldlaan",
        number=str(index * 3 + 1),
        mobile=f"047000{index:04d}",
        email=f"{slug}@defendant.example",
        language=language,
        slug=slug,
        hash=_secret(slug, "hash")[:40],
        pin=_pin(slug),
        hash_issued_on=issued_on,
        national_number="" if company else dummy_national_number(born_on),
        **PEOPLE.homes[language or ""],
        **company,
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
HOSPITAL_ID = _claimant_id("hospital")


def make_users() -> list[User]:
    """``jdewit`` sees amicable files only, ``ziekenhuis`` only files where it is the claimant."""
    return [_make_user(index, **row) for index, row in enumerate(PEOPLE.users, start=1)]


def _make_user(
    index: int, *, claimant: str = "", lists: Mapping[str, list[str]] | None = None, **fields: Any
) -> User:
    party_id = _claimant_id(claimant) if claimant else str(USER_PARTY_ID + index)
    ids = {
        kind: [_list_value(kind, code, party_id) for code in codes] for kind, codes in (lists or {}).items()
    }
    return User(user_id=str(USER_ID + index), party_id=party_id, lists=ids, **fields)


def _list_value(kind: str, code: str, party_id: str) -> str:
    return f"{party_id}|{code_id('TQPARSOORT', code)}" if kind == "TPAR" else code_id(kind, code)


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
