"""Everybody the practice office knows: users, the parties they extend, and contact details."""

from collections.abc import Iterable

from portal.sandbox.casework import ContactDetail, User
from portal.sandbox.records import File, Party
from portal.sandbox.seeds.codes import code_id, code_of
from portal.sandbox.seeds.people import OFFICE, make_user_party, make_users
from portal.sandbox.store import Shelf, Store

CONTACT_ID = 9_000_000_000_000_500_000
_FIELDS = {"TEL": "phone", "GSM": "mobile", "EMAIL": "email"}


class People:
    """Users and contact details, stored on every change; parties of files are kept with the files."""

    def __init__(self, store: Store) -> None:
        self.users = Shelf(store, "user", User, "user_id")
        self.parties = Shelf(store, "party", Party, "party_id")
        self.contacts = Shelf(store, "contact", ContactDetail, "detail_id")

    def load(self, files: Iterable[File]) -> None:
        """Loads from the store; a store from before there were users gets the seeded ones."""
        for shelf in (self.users, self.parties, self.contacts):
            shelf.load()
        if not self.users:
            self.seed(files)

    def seed(self, files: Iterable[File]) -> None:
        self.users.fill(make_users())
        in_files = {party.party_id: party for file in files for party in file.parties}
        others = [make_user_party(user) for user in self.users.values() if user.party_id not in in_files]
        self.parties.fill([OFFICE.model_copy(deep=True), *others])
        everybody = in_files | self.parties
        self.contacts.fill(detail for party in everybody.values() for detail in _make_contacts(party))

    def add(self, files: Iterable[File]) -> None:
        """Adds contact details for the people of more files."""
        parties = (party for file in files for party in file.parties)
        self.contacts.add(detail for party in parties for detail in _make_contacts(party))

    def find_user(self, username: str) -> User | None:
        """Finds a user by user name, ignoring case."""
        wanted = username.casefold()
        return next((user for user in self.users.values() if user.username.casefold() == wanted), None)

    def list_contacts(self, party_id: str) -> list[ContactDetail]:
        return [detail for detail in self.contacts.values() if detail.party_id == party_id]

    def read_reach(self, party_id: str) -> dict[str, str]:
        """``phone``, ``mobile`` and ``email`` of a party: its newest detail in use of each kind."""
        reach = dict.fromkeys(_FIELDS.values(), "")
        for detail in self.list_contacts(party_id):
            field = _FIELDS.get(code_of("TQCOM", detail.kind_id), "")
            if field and detail.used:
                reach[field] = detail.content
        return reach


def _make_contacts(party: Party) -> list[ContactDetail]:
    found = [(code, getattr(party, field)) for code, field in _FIELDS.items() if getattr(party, field)]
    first = CONTACT_ID + int(party.party_id) % 10_000 * 10
    return [
        ContactDetail(
            detail_id=str(first + index),
            party_id=party.party_id,
            kind_id=code_id("TQCOM", code),
            content=content,
            used=True,
        )
        for index, (code, content) in enumerate(found, start=1)
    ]
