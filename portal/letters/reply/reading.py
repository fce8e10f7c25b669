"""Tagor's data on a file and its people, for a sheet of paper: read by the office, nothing is written."""

from dataclasses import dataclass, field

from portal import registry
from portal.desk.case.facts import PARTIES, RECORD, list_defendants
from portal.file.facts import KEPT_BALANCE
from portal.file.reading import read
from portal.file.visit import Visit
from portal.integrations.tagor.values.account import Credential
from portal.integrations.tagor.values.parties import PartyForStaff
from portal.letters.batch.address import PostalAddress
from portal.letters.batch.lookup import RowError, make_address, make_party_address, open_link, read_link
from portal.letters.batch.standing import Standing, read_standing, visit_on_paper


@dataclass(frozen=True, slots=True)
class Someone:
    """A debtor of the file, and their postal address."""

    party_id: str
    name: str
    address: PostalAddress = field(repr=False)


@dataclass(frozen=True, slots=True)
class CaseOnPaper:
    """``people``: who owes, first the person of the letter's link. ``language``: theirs, "" without a link.

    ``balance_cents``: None when Tagor keeps none.
    """

    file_id: str
    file_name: str
    claimant: str
    balance_cents: int | None
    people: tuple[Someone, ...]
    language: str
    letter_hash: str = field(default="", repr=False)


def read_case_on_paper(visit: Visit) -> CaseOnPaper:
    """The file, its balance as Tagor keeps it, and who owes. Raises: IntegrationError."""
    reading = read(visit, RECORD, PARTIES, KEPT_BALANCE)
    record, parties = reading[RECORD], reading[PARTIES]
    own_id, language, letter_hash = _find_own(visit.file_id)
    owing = list_defendants(parties) or _list_like(own_id, parties)
    return CaseOnPaper(
        file_id=visit.file_id,
        file_name=record.file_name,
        claimant=record.claimant,
        balance_cents=reading[KEPT_BALANCE],
        people=tuple(
            Someone(one.party_id, one.name, make_party_address(one))
            for one in sorted(owing, key=lambda one: one.party_id != own_id)
        ),
        language=language,
        letter_hash=letter_hash,
    )


def find_address(case: CaseOnPaper, party_id: str) -> PostalAddress:
    """The person's current address in Tagor, else the one among the parties. Raises: IntegrationError."""
    one = next(one for one in case.people if one.party_id == party_id)
    addresses = registry.tagor().list_addresses(party_id=party_id)
    current = next((address for address in addresses if address.is_current), None)
    return make_address(one.name, current) if current else one.address


def _list_like(own_id: str, parties: tuple[PartyForStaff, ...]) -> tuple[PartyForStaff, ...]:
    """Those with the role of the link's person, where the office's codes do not say who owes."""
    role = next((one.role_code_id for one in parties if one.party_id == own_id), None)
    return tuple(one for one in parties if one.role_code_id == role)


def find_standing(case: CaseOnPaper, party_id: str, language: str) -> Standing:
    """What the person's own page says, in ``language``. Raises: IntegrationError."""
    is_own = bool(case.letter_hash) and party_id == case.people[0].party_id
    credential = Credential("Hash", case.letter_hash) if is_own else None
    visit = visit_on_paper(file_id=case.file_id, party_id=party_id, credential=credential)
    return read_standing(visit, balance_cents=case.balance_cents, language=language)


def _find_own(file_id: str) -> tuple[str, str, str]:
    """For whom the link of the file is, in which language, and the link; nothing without one that opens it.

    Raises: IntegrationError.
    """
    try:
        letter_hash = read_link(file_id)
        access = open_link(letter_hash)
    except RowError:
        return "", "", ""
    if access.file_id != file_id:
        return "", "", ""
    return access.party_id, access.language or "", letter_hash
