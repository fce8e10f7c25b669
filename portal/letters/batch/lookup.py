"""Reads one row's data from Tagor: its file, its link, the person of the link, and their address.

Only reads, with the office's key and the link itself; the balance comes from the search. The operations that
write a line in the file (GetSaldo) or send something (FileToHash) are never called.
"""

from dataclasses import dataclass, field
from datetime import date

from portal import registry
from portal.access.door_settings.named_file import find_by_number
from portal.file.visit import Visit
from portal.integrations.errors import NotFound, Rejected
from portal.integrations.tagor.values.account import Credential, FileAccess
from portal.integrations.tagor.values.dossier import FoundFile
from portal.integrations.tagor.values.parties import Address, PartyForStaff
from portal.letters.batch.address import PostalAddress, read_country
from portal.letters.batch.given import Given, read_hash
from portal.letters.batch.problems import Problem
from portal.letters.batch.standing import visit_on_paper

LINK_FIELD = "M_0585"


class RowError(Exception):
    """Nothing can be printed for this row."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Found:
    """Everything an insert needs. ``name``: of the link's person; ``others``: of who owes besides."""

    file_id: str
    file_name: str
    claimant: str
    balance_cents: int
    letter_hash: str = field(repr=False)
    party_id: str
    language: str
    ends_on: date | None
    address: PostalAddress = field(repr=False)
    name: str = field(default="", repr=False)
    others: tuple[str, ...] = field(default=(), repr=False)
    visit: Visit = field(kw_only=True, repr=False)


def find_letter(given: Given) -> Found:
    """Raises: RowError, and IntegrationError when Tagor does not answer."""
    file = _find_file(given)
    letter_hash = given.letter_hash or read_link(file.file_id)
    access = open_link(letter_hash)
    if access.file_id != file.file_id:
        raise RowError(Problem.OTHER_FILE)
    parties = registry.tagor().list_parties_for_staff(file_id=file.file_id)
    own = next((party for party in parties if party.party_id == access.party_id), None)
    return Found(
        file_id=file.file_id,
        file_name=file.file_name,
        claimant=file.claimant,
        balance_cents=file.defendant_balance_cents,
        letter_hash=letter_hash,
        party_id=access.party_id,
        language=given.language or access.language or "nl",
        ends_on=access.valid_until,
        address=_find_address(given, own, access.party_id),
        name=own.name if own else file.defendant,
        visit=visit_on_paper(
            file_id=file.file_id,
            party_id=access.party_id,
            credential=Credential("Hash", letter_hash),
        ),
        others=tuple(one.name for one in parties if own and one is not own and _owes_like(own, one)),
    )


def _owes_like(own: PartyForStaff, other: PartyForStaff) -> bool:
    return own.role_code_id == other.role_code_id


def _find_file(given: Given) -> FoundFile:
    """By the number as the list has it, else as the office writes it."""
    found = find_by_number(given.file_number, given.spelled_number)
    if not found:
        raise RowError(Problem.UNKNOWN_FILE)
    if len(found) > 1:
        raise RowError(Problem.SEVERAL_FILES)
    return found[0]


def read_link(file_id: str) -> str:
    """The hash of the file's link, as Tagor's merge field holds it. Raises: RowError."""
    try:
        letter_hash = read_hash(registry.tagor().get_mergefield(file_id=file_id, field=LINK_FIELD))
    except (NotFound, Rejected):
        letter_hash = ""
    if not letter_hash:
        raise RowError(Problem.NO_LINK)
    return letter_hash


def open_link(letter_hash: str) -> FileAccess:
    """What the link opens, and until when. Raises: RowError."""
    try:
        return registry.tagor().hash_to_file(hash=letter_hash)
    except Rejected as refusal:
        expired = refusal.code == "hash-expired"
        raise RowError(Problem.EXPIRED_LINK if expired else Problem.BAD_LINK) from None


def _find_address(given: Given, own: PartyForStaff | None, party_id: str) -> PostalAddress:
    """The list's address if it has one, else the person's current address in Tagor."""
    told = given.address
    if told["street"] and told["city"]:
        return PostalAddress(
            name=told["name"] or (own.name if own else ""),
            street=told["street"],
            postal_code=told["postal_code"],
            city=told["city"],
            country=read_country(told["country"]),
        )
    addresses = registry.tagor().list_addresses(party_id=party_id)
    current = next((one for one in addresses if one.is_current), None)
    name = told["name"] or (own.name if own else "")
    if current is None:
        return make_party_address(own, name) if own else PostalAddress(name=name)
    return make_address(name, current)


def make_address(name: str, address: Address) -> PostalAddress:
    """Somebody's address as Tagor keeps it."""
    return PostalAddress(
        name=name,
        street=address.street,
        number=address.number,
        box=address.box,
        postal_code=address.postal_code,
        city=address.city,
        country=read_country(address.country),
    )


def make_party_address(party: PartyForStaff, name: str = "") -> PostalAddress:
    """The address that stands with a party of the file, under its own name or another."""
    return PostalAddress(
        name=name or party.name,
        street=party.street,
        number=party.number,
        box=party.box,
        postal_code=party.postal_code,
        city=party.city,
    )
