"""The records of a fresh practice Cirrus; the first accounts and contacts are the parties of the files.

A claimant is an account by its party id. A defendant is an account of a private person by the number of the
file, and its contact by the party id. Every seventh has neither: only name and address match.
"""

from datetime import date
from typing import Any

from portal.sandbox.cirrus.documented import first_rows
from portal.sandbox.crm.records import Row
from portal.sandbox.crm.seeds import make_rows
from portal.sandbox.records import File, Party
from portal.sandbox.seeds.files import make_files
from portal.sandbox.tables import read_table

PRIVATE, CUSTOMER = 5, 1
TOWNS = read_table("cirrus", dict[str, Any])["towns"]
ELSEWHERE = TOWNS[13]


def seed(today: date) -> dict[str, list[Row]]:
    """Every record, by resource; the dates count back and forth from ``today``."""
    parties: dict[str, tuple[File, Party]] = {}
    for file in make_files(today):
        for party in file.parties:
            parties.setdefault(party.party_id, (file, party))
    known = {place: _make_rows(*one, place) for place, one in enumerate(parties.values(), start=1)}
    tables = read_table("cirrus-tables", dict[str, list[Row]])
    return first_rows() | tables | make_rows("cirrus", today, known, vat=_make_vat_number)


def _make_vat_number(stem: str) -> str:
    """A Belgian number that passes the check, in the range 0999 that is not given out."""
    return f"BE0{stem}{97 - int(stem) % 97:02d}"


def _make_rows(file: File, party: Party, place: int) -> dict[str, list[Row]]:
    is_hidden = party.role == "VERW" and place % 7 == 0
    return {
        "accounts": [_account(file, party, is_hidden=is_hidden)],
        "contacts": [_contact(file, party, is_hidden=is_hidden)],
    }


def _account(file: File, party: Party, *, is_hidden: bool) -> Row:
    is_claimant = party.role == "AANL"
    shows_form = is_claimant and party.form not in {"", "Gemeente"}
    town = next((one for one in TOWNS if one[1] == party.city), ELSEWHERE)
    row: Row = {
        "name": f"{party.name} {party.form}" if shows_form else party.name,
        "type": CUSTOMER if is_claimant else PRIVATE,
        "parentaccount": None,
        "cellphone": party.mobile,
        "email": party.email,
        "externalkey": "" if is_hidden else party.party_id if is_claimant else file.name,
        "_street": party.street,
        "_house": party.number,
        "_town": [party.postal_code, party.city, *town[2:]],
    }
    if is_claimant:
        return row
    # A detail that Tagor lacks for a person is left out; of a claimant it has no telephone or number.
    vat_number = f"BE{party.enterprise_number}" if party.enterprise_number else ""
    return row | {"phone": party.phone, "url": "", "vatno": vat_number}


def _contact(file: File, party: Party, *, is_hidden: bool) -> Row:
    """A person by name; for a firm, somebody who answers the phone."""
    if party.form:
        who = {"name": "Dienst", "surname": "Debiteuren", "function": "Debiteurenbeheer"}
        who |= {"department": "Debiteurenbeheer", "externalkey": ""}
    else:
        name, _space, surname = party.name.partition(" ")
        who = {"name": name, "surname": surname or name, "function": "", "department": ""}
        who |= {"externalkey": "" if is_hidden else party.party_id}
    reach = {"email": party.email, "cellphone": party.mobile, "officephone": party.phone, "title": ""}
    return who | reach | ({"_file": file.name} if party.role == "VERW" and not is_hidden else {})
