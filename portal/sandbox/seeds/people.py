"""The invented people and firms of the practice office.

National numbers are dummies: a serial outside the range that is given out, with a right check (tagor.md 6).
"""

import base64
import hashlib
from datetime import date

from portal.sandbox.records import Party

DEFENDANT_ID = 9_000_000_000_000_001_000
CLAIMANT_ID = 9_000_000_000_000_002_000
OFFICE_ID = "9000000000000003001"

OFFICE = Party(
    party_id=OFFICE_ID,
    role="KANTOOR",
    name="Gerechtsdeurwaarderskantoor Lindenhof",
    form="BV",
    street="Oefenstraat",
    number="12",
    box="1",
    postal_code="9000",
    city="Gent",
    phone="09 000 00 00",
    email="kantoor@lindenhof.example",
    account="BE68 5390 0754 7034",
    enterprise_number="0999999922",
)

CLAIMANTS = {
    "hospital": ("Ziekenhuis Sint-Oefening", "VZW", "Zorglaan", "1", "9000", "Gent"),
    "energy": ("Stroomland Energie", "NV", "Turbinekaai", "80", "1000", "Brussel"),
    "city": ("Stad Voorbeeldegem", "Gemeente", "Marktplein", "1", "9999", "Voorbeeldegem"),
    "telecom": ("Belvox Telecom", "NV", "Kabelweg", "5", "1030", "Schaarbeek"),
    "school": ("Académie des Tilleuls", "ASBL", "Rue de l'Exemple", "7", "4000", "Liège"),
    "bank": ("Kredietbank De Brug", "NV", "Bankstraat", "22", "2000", "Antwerpen"),
}


# A company has a number that passes the check and belongs to nobody, and no national number.
COMPANIES = {"company": ("BV", "0999999823")}


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
    form, enterprise_number = COMPANIES.get(slug, ("", ""))
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
