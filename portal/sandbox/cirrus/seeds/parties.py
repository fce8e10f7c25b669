"""The parties of the practice files as they stand in Cirrus, so that links can be found.

A claimant is an account by its party id. A defendant is an account of a private person by the number of the
file, and its contact by the party id. Every seventh has neither: only name and address match.
"""

from datetime import date

from portal.sandbox.crm.records import Row
from portal.sandbox.records import File, Party
from portal.sandbox.seeds.files import make_files

PRIVATE, CUSTOMER = 5, 1


def make_known(today: date) -> tuple[list[Row], list[Row]]:
    """The known details of their accounts and contacts; the contact's ``account`` counts from 1."""
    accounts: list[Row] = []
    contacts: list[Row] = []
    seen: set[str] = set()
    for file in make_files(today):
        for party in file.parties:
            if party.party_id not in seen:
                seen.add(party.party_id)
                hides = party.role == "VERW" and len(accounts) % 7 == 6
                accounts.append(_account(file, party, hides=hides))
                contacts.append(_contact(party, len(accounts), hides=hides))
    return accounts, contacts


def _account(file: File, party: Party, *, hides: bool) -> Row:
    is_claimant = party.role == "AANL"
    key = party.party_id if is_claimant else file.name
    name = party.name if not is_claimant or party.form in ("", "Gemeente") else f"{party.name} {party.form}"
    vat = f"BE{party.enterprise_number}" if party.enterprise_number else ""
    return {
        "name": name,
        "type": CUSTOMER if is_claimant else PRIVATE,
        "externalkey": "" if hides else key,
        "cellphone": party.mobile,
        "email": party.email,
        # Tagor has no telephone or number of a claimant; a detail that Tagor lacks for a person is left out.
        **({} if is_claimant else {"phone": party.phone, "url": "", "vatno": vat}),
        "_place": (party.street, party.number, party.postal_code, party.city),
    }


def _contact(party: Party, account: int, *, hides: bool) -> Row:
    """The contact: a person by name; for a firm, somebody who answers the phone."""
    is_person = not party.form
    name, _space, surname = party.name.partition(" ") if is_person else ("Dienst", "", "Debiteuren")
    return {
        "account": account,
        "name": name,
        "surname": surname or name,
        "email": party.email,
        "cellphone": party.mobile,
        "officephone": party.phone,
        "externalkey": "" if hides or not is_person else party.party_id,
        "street": f"{party.street} {party.number}",
        "zip": party.postal_code,
        "city": party.city,
        "title": "",
        "department": "" if is_person else "Debiteurenbeheer",
        "function": "" if is_person else "Debiteurenbeheer",
    }
