"""Party: who somebody is, and how to reach them. ``columns.py`` writes their rows."""

from typing import Any

from portal.sandbox.casework import ContactDetail
from portal.sandbox.records import Party
from portal.sandbox.seeds.codes import code_id, code_of
from portal.sandbox.tagor.columns import answer_rows, list_rows, write_row
from portal.sandbox.tagor.filters import party_matches, read_conditions
from portal.sandbox.tagor.operations import Request, operation
from portal.sandbox.tagor.wire import Refused, context, page

ADDRESS_ID = 9_000_000_000_000_600_000


@operation("Party/Search")
def search_parties(request: Request) -> dict[str, Any]:
    """Parties the user may see that meet every row of dsFilter; ``partij`` works here too (ASSUMED)."""
    conditions = read_conditions(request.fields)
    rows = [_search_row(party) for party in _seen(request).values() if party_matches(party, conditions)]
    return answer_rows("dsTPARSearch", page(rows, request.context))


def _seen(request: Request) -> dict[str, Party]:
    """Those on the files the user may see; everybody when nothing limits the user."""
    own = {party.party_id: party for file in request.files() for party in file.parties}
    is_limited = len(request.files()) < len(request.office.files)
    return own if is_limited else request.office.parties() | own


def _search_row(party: Party) -> dict[str, Any]:
    """A firm has a last name only (ASSUMED)."""
    first, _, last = party.name.partition(" ")
    if party.form or party.role == "KANTOOR" or not last:
        first, last = "", party.name
    return {"id": party.party_id, "first_name": first, "last_name": last}


def _find_party(request: Request, party_id: str) -> Party:
    """With a hash or PIN it can only be the party itself."""
    caller = request.caller.party
    party = _seen(request).get(party_id) if caller is None else caller
    if party is None or party.party_id != party_id:
        raise Refused("party-unknown")
    return party


@operation("Party/GetContactDetails")
def list_contacts(request: Request) -> dict[str, Any]:
    party = _find_party(request, request.context.text("TPAR_Id"))
    return list_rows(request, "dsTCOMWeb", request.office.people.list_contacts(party.party_id))


@operation("Party/AddContactDetail")
def add_contacts(request: Request) -> dict[str, Any]:
    """The text in ``content`` (schema) or ``value`` (samples); the newest in use is how one is reached."""
    created, office = [], request.office
    for row in request.fields.rows("dsTCOMWeb"):
        party = _find_party(request, row.text("owning_id"))
        content = (row.text("content") or row.text("value")).strip()
        if row.text("owning_entity") not in {"", "TPAR"} or not content:
            raise Refused("value-missing", name="content")
        if not code_of("TQCOM", row.text("type_id")):
            raise Refused("code-unknown")
        detail = ContactDetail(
            detail_id=office.next_id(),
            party_id=party.party_id,
            kind_id=row.text("type_id"),
            content=content,
            comment=row.text("comment"),
            used=row.flag("used") if row.has("used") else True,
            billing=row.flag("billing"),
            mail_in_series=row.flag("mail_in_series"),
        )
        office.people.contacts.save(detail)
        _spread(request, party.party_id)
        created.append(write_row("dsTCOMWeb", detail))
    return answer_rows("dsTCOMWeb", created)


@operation("Party/DeleteContactDetail")
def delete_contact(request: Request) -> dict[str, Any]:
    people, detail_id = request.office.people, request.context.text("TCOM_Id")
    detail = people.contacts.get(detail_id)
    if detail is None or detail.party_id not in _seen(request):
        raise Refused("contact-unknown")
    people.contacts.drop(detail_id)
    _spread(request, detail.party_id)
    return context(success="true")


def _spread(request: Request, party_id: str) -> None:
    """Sets phone, mobile and e-mail of the party on every file that it is in."""
    office, reach = request.office, request.office.people.read_reach(party_id)
    for file in office.files.values():
        same = [party for party in file.parties if party.party_id == party_id]
        for party in same:
            party.phone, party.mobile, party.email = reach["phone"], reach["mobile"], reach["email"]
        if same:
            office.save(file)


@operation("Party/GetAddresses")
def list_addresses(request: Request) -> dict[str, Any]:
    """The present address; a defendant has a former one too."""
    party = _find_party(request, request.context.text("TPAR_Id"))
    rows = [_address_row(party, 1, "ZETEL" if party.form else "DOM", is_current=True)]
    if party.role == "VERW":
        former = party.model_copy(update={"street": "Vroegerstraat", "number": "8", "box": "2"})
        rows.append(_address_row(former, 2, "VROEGER", is_current=False))
    return answer_rows("dsTPARADWeb", page(rows, request.context))


def _address_row(party: Party, number: int, kind: str, *, is_current: bool) -> dict[str, Any]:
    return write_row("dsTPARADWeb", party) | {
        "id": str(ADDRESS_ID + int(party.party_id) % 10_000 * 10 + number),
        "type_id": code_id("TQAD", kind),
        "current_address": is_current,
    }
