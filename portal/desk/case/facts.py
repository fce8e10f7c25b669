"""Tagor's data on a file for staff, read in parallel with the office's key. Nothing is written."""

from collections.abc import Iterable, Iterator, Mapping

from portal import registry
from portal.file.codes import Wanted, get_texts, list_pairs
from portal.file.declaration import DerivedFact, FetchedFact, Reading
from portal.file.facts import (
    BALANCE_TABLE,
    BALANCES,
    DOCUMENTS,
    KEPT_BALANCE,
    KINDS,
    LINES,
    RUNNING_PLAN,
    SUMS,
    WORDS,
)
from portal.file.known_numbers import store_number
from portal.file.reading import read
from portal.file.visit import Visit, visit_by_office
from portal.integrations.tagor.values.account import CodeText
from portal.integrations.tagor.values.dossier import FileRecord, InfoNote, Letter
from portal.integrations.tagor.values.parties import PartyForStaff

ROLES, DEFENDANT = "TQPARSOORT", "VERW"
Names = Mapping[tuple[str, str], CodeText]


def _fetch_record(visit: Visit) -> FileRecord:
    found = registry.tagor().get_file(file_id=visit.file_id)
    store_number(visit.file_id, found.file_name)
    return found


def _fetch_parties(visit: Visit) -> tuple[PartyForStaff, ...]:
    return registry.tagor().list_parties_for_staff(file_id=visit.file_id)


def _fetch_notes(visit: Visit) -> tuple[InfoNote, ...]:
    return registry.tagor().list_info_notes(file_id=visit.file_id)


def _fetch_letters(visit: Visit) -> tuple[Letter, ...]:
    return registry.tagor().list_letters(file_id=visit.file_id)


def _make_names(reading: Reading) -> Names:
    parties, notes = reading.get(PARTIES) or (), reading.get(NOTES) or ()
    wanted = [(ROLES, one.role_code_id) for one in parties]
    wanted += [("TQINFO", one.kind_code_id) for one in notes]
    return get_texts([*wanted, *_list_other_codes(reading)])


def _list_other_codes(reading: Reading) -> Iterator[Wanted]:
    """What the other facts of the page ask first, so that one call brings it all and they find it kept."""
    for line in reading.get(LINES) or ():
        yield from list_pairs(line)[:1]
    for balance in reading.get(BALANCES) or ():
        yield BALANCE_TABLE, balance.code_id


RECORD = FetchedFact[FileRecord](name="case-record", key="office", fetch=_fetch_record)
"""The file as the office sees it."""

PARTIES = FetchedFact[tuple[PartyForStaff, ...]](name="case-parties", key="office", fetch=_fetch_parties)
NOTES = FetchedFact[tuple[InfoNote, ...]](name="case-notes", key="office", fetch=_fetch_notes)
"""Notes in the file by Tagor and by people."""

LETTERS = FetchedFact[tuple[Letter, ...]](name="case-letters", key="office", fetch=_fetch_letters)

NAMES = DerivedFact[Names](name="case-names", helped_by=(PARTIES, NOTES, LINES, BALANCES), make=_make_names)
"""The office's names for roles and kinds of notes, by table and id. Stands before what needs other codes."""

CASE = (
    RECORD,
    PARTIES,
    NAMES,
    LINES,
    KINDS,
    WORDS,
    SUMS,
    KEPT_BALANCE,
    RUNNING_PLAN,
    NOTES,
    LETTERS,
    DOCUMENTS,
)


def list_defendants(parties: Iterable[PartyForStaff]) -> tuple[PartyForStaff, ...]:
    """Those who owe, by the code of their role. Raises: IntegrationError."""
    told = tuple(parties)
    codes = get_texts((ROLES, one.role_code_id) for one in told)
    found = ((one, codes.get((ROLES, one.role_code_id))) for one in told)
    return tuple(one for one, code in found if code is not None and code.code == DEFENDANT)


def read_case(file_id: str) -> Reading:
    """All of Tagor's data for the page; what fails is left out.

    Raises: NotFound for a file that is not there; IntegrationError when the file itself cannot be read.
    """
    visit = visit_by_office(file_id=file_id)
    reading = read(visit, *CASE)
    _ = reading[RECORD]
    return reading


def read_record(file_id: str) -> Reading:
    """Only the file, for the related pages. Raises: IntegrationError."""
    reading = read(visit_by_office(file_id=file_id), RECORD)
    _ = reading[RECORD]
    return reading


def read_defendants(file_id: str) -> tuple[PartyForStaff, ...]:
    """Those who owe in a file. Raises: IntegrationError."""
    parties = read(visit_by_office(file_id=file_id), PARTIES)[PARTIES]
    return list_defendants(parties)
