"""A Tagor file for staff: its number and its parties. GetSaldo, which writes a line, is never called."""

from dataclasses import dataclass

from portal import registry
from portal.crm.links.systems.matching import Traits
from portal.crm.links.systems.records import join_words
from portal.crm.links.systems.together import ask_all
from portal.integrations.errors import IntegrationError, NotFound
from portal.integrations.tagor.filters import file_name_begins, file_name_is
from portal.integrations.tagor.values.parties import PartyForStaff
from portal.web.languages import get_base_language

MOST_FILES = 50


@dataclass(frozen=True, slots=True)
class Person:
    """A party as the CRM pages need it."""

    party_id: str
    name: str
    form: str
    role: str
    traits: Traits
    phone: str
    mobile: str
    email: str

    @property
    def full_name(self) -> str:
        """With the legal form of a firm."""
        return join_words(self.name, self.form)


@dataclass(frozen=True, slots=True)
class Case:
    """A file with its parties, in the order of the file."""

    file_id: str
    number: str
    claimant: str
    defendant: str
    people: tuple[Person, ...]

    def get_person(self, party_id: str) -> Person | None:
        """The party of the file, or None."""
        return next((one for one in self.people if one.party_id == party_id), None)


@dataclass(frozen=True, slots=True)
class FoundCase:
    """A file as a search finds it."""

    file_id: str
    number: str
    claimant: str
    defendant: str


def get_case(file_id: str) -> Case:
    """Raises: NotFound when Tagor knows no such file, and the errors of a call."""
    tagor = registry.tagor()
    told = ask_all(
        {
            "file": lambda: tagor.get_file(file_id=file_id),
            "parties": lambda: tagor.list_parties_for_staff(file_id=file_id),
        }
    )
    head, parties = told["file"], told["parties"]
    roles = _name_roles({one.role_code_id for one in parties})
    people = tuple(_read_person(one, roles.get(one.role_code_id, "")) for one in parties)
    return Case(file_id, head.file_name, head.claimant, head.defendant, people)


def _name_roles(ids: set[str]) -> dict[str, str]:
    """The office's name for each role, in the reader's language; empty when Tagor does not answer."""
    try:
        texts = registry.tagor().get_code_texts(
            wanted=[("TQPARSOORT", one) for one in sorted(ids) if one], language=get_base_language()
        )
    except IntegrationError:
        return {}
    return {text.id: text.text for text in texts}


def find_cases(text: str) -> tuple[FoundCase, ...]:
    """Files by number: the exact one, else those that begin with it, else by id.

    Raises: the errors of a call.
    """
    wanted = text.strip()
    if not wanted:
        return ()
    tagor = registry.tagor()
    rows = tagor.search_files(filters=[file_name_is(wanted)])
    if not rows and len(wanted) >= 3:
        rows = tagor.search_files(filters=[file_name_begins(wanted)])
    if rows:
        found = [FoundCase(row.file_id, row.file_name, row.claimant, row.defendant) for row in rows]
        return tuple(found[:MOST_FILES])
    return _find_by_id(wanted)


def _find_by_id(wanted: str) -> tuple[FoundCase, ...]:
    if not (wanted.isdecimal() and len(wanted) > 6):
        return ()
    try:
        row = registry.tagor().get_file(file_id=wanted)
    except NotFound:
        return ()
    return (FoundCase(row.file_id, row.file_name, row.claimant, row.defendant),)


def list_documents(file_id: str) -> tuple[tuple[str, str, str], ...]:
    """(id, name, extension) of the papers of the file. Raises: the errors of a call."""
    return tuple(
        (one.document_id, one.name, one.extension) for one in registry.tagor().list_documents(file_id=file_id)
    )


def _read_person(party: PartyForStaff, role: str) -> Person:
    traits = Traits(
        name=party.name,
        street=party.street,
        number=party.number,
        box=party.box,
        postal_code=party.postal_code,
        city=party.city,
        email=party.email,
        phones=(party.phone, party.mobile),
    )
    return Person(
        party_id=party.party_id,
        name=party.name,
        form=party.form,
        role=role,
        traits=traits,
        phone=party.phone,
        mobile=party.mobile,
        email=party.email,
    )


def is_gone(error: IntegrationError | None) -> bool:
    """Whether the system says that the thing does not exist (any more)."""
    return isinstance(error, NotFound)
