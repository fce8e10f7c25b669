"""300 persons: the defendants of the practice office first, then invented ones. And no webhook yet."""

from collections.abc import Mapping
from datetime import date

from portal.sandbox.crm.records import Row
from portal.sandbox.crm.seeds import make_rows
from portal.sandbox.records import Party
from portal.sandbox.seeds.files import make_files
from portal.sandbox.seeds.people import dummy_national_number


def seed(today: date) -> Mapping[str, list[Row]]:
    """Every record, by resource; the same day always gives the same records."""
    parties = [party for file in make_files(today) for party in file.defendants]
    known = {place: {"persons": [_make_row(party)]} for place, party in enumerate(parties, start=1)}
    return make_rows("aptic", today, known, national_number=_make_number)


def _make_number(born_on: str) -> str:
    return dummy_national_number(date.fromisoformat(born_on))


def _make_row(party: Party) -> Row:
    """A company has no first and last name."""
    first, _, last = ("", "", "") if party.form else party.name.partition(" ")
    return {
        "juridicalType": int(bool(party.form)),
        "_first": first,
        "_last": last,
        "_firm": party.name if party.form else "",
        "_full": party.name,
        "_street": party.street,
        "_house": party.number,
        "_place": (party.postal_code, party.city),
        "idnumber": party.enterprise_number or party.national_number,
        "email": party.email,
        "limit": 0,
    }
