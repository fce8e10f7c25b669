"""Everybody the practice office knows: users, the parties they extend, and contact details."""

from collections.abc import Iterable

from portal.sandbox.casework import ContactDetail, User
from portal.sandbox.records import File, Party
from portal.sandbox.seeds.codes import code_id, code_of
from portal.sandbox.seeds.people import OFFICE
from portal.sandbox.seeds.users import make_user_party, make_users
from portal.sandbox.store import Store

CONTACT_ID = 9_000_000_000_000_500_000
_FIELDS = {"TEL": "phone", "GSM": "mobile", "EMAIL": "email"}


class People:
    """Users and contact details, stored on every change; parties of files are kept with the files."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.users: dict[str, User] = {}
        self.parties: dict[str, Party] = {}
        self.contacts: dict[str, ContactDetail] = {}

    def load(self, files: Iterable[File]) -> None:
        """Loads from the store; a store from before there were users gets the seeded ones."""
        users = self._store.read("user")
        if not users:
            self.seed(files)
            return
        self.users = {key: User.model_validate_json(body) for key, body in users.items()}
        self.parties = {
            key: Party.model_validate_json(body) for key, body in self._store.read("party").items()
        }
        self.contacts = {
            key: ContactDetail.model_validate_json(body) for key, body in self._store.read("contact").items()
        }

    def seed(self, files: Iterable[File]) -> None:
        self.users = {user.user_id: user for user in make_users()}
        in_files = {party.party_id: party for file in files for party in file.parties}
        self.parties = {OFFICE.party_id: OFFICE.model_copy(deep=True)}
        for user in self.users.values():
            if user.party_id not in in_files:
                self.parties[user.party_id] = make_user_party(user)
        everybody = in_files | self.parties
        self.contacts = {
            detail.detail_id: detail for party in everybody.values() for detail in _make_contacts(party)
        }
        for kind, records in (("user", self.users), ("party", self.parties), ("contact", self.contacts)):
            self._store.put_many(kind, {key: record.model_dump_json() for key, record in records.items()})

    def add(self, files: Iterable[File]) -> None:
        """Adds contact details for the people of more files."""
        for file in files:
            for party in file.parties:
                for detail in _make_contacts(party):
                    self.save_contact(detail)

    def save_user(self, user: User) -> None:
        self.users[user.user_id] = user
        self._store.put("user", user.user_id, user.model_dump_json())

    def save_party(self, party: Party) -> None:
        self.parties[party.party_id] = party
        self._store.put("party", party.party_id, party.model_dump_json())

    def save_contact(self, detail: ContactDetail) -> None:
        self.contacts[detail.detail_id] = detail
        self._store.put("contact", detail.detail_id, detail.model_dump_json())

    def remove_contact(self, detail_id: str) -> None:
        """Raises KeyError when there is none."""
        del self.contacts[detail_id]
        self._store.remove("contact", detail_id)

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
