"""Operations of the group Dossier on whole files: find, read, stop. All with the office key.

Tagor does not check that an id belongs to the defendant who asks: the caller must, before calling. With
``as_user`` a user's permissions decide what is found (the key needs the right to act as a user).
"""

from collections.abc import Iterable
from typing import Any

from portal.integrations.errors import NotFound, UnexpectedResponse
from portal.integrations.tagor.calls import Asked, TagorCalls
from portal.integrations.tagor.filters import Filter
from portal.integrations.tagor.operations import Operation, serves
from portal.integrations.tagor.values.account import Balance, Party
from portal.integrations.tagor.values.dossier import DefendantFile, FileRecord, FoundFile, SubFile
from portal.integrations.tagor.values.parties import PartyForStaff
from portal.integrations.tagor.wire.answers import parse
from portal.integrations.tagor.wire.dossier import (
    DefendantFileWire,
    FileRecordWire,
    FoundFileWire,
    SubFileWire,
)
from portal.integrations.tagor.wire.envelope import read_rows
from portal.integrations.tagor.wire.parties import PartyForStaffWire
from portal.integrations.tagor.wire.rows import BalanceWire, PartyWire

GET = Operation("Dossier/Get")
SEARCH = Operation("Dossier/Search")
GET_BY_DEFENDANT = Operation("Dossier/GetByDefendant")
GET_SUB = Operation("Dossier/GetSub")
STOP = Operation("Dossier/Stop", kind="write")
GET_BALANCES = Operation("Dossier/GetBalances")
GET_PARTIES = Operation("Dossier/GetParties")


class DossierOperations(TagorCalls):
    """Dossier/Get, Search, GetByDefendant, GetSub, Stop, GetBalances, GetParties."""

    @serves(GET)
    def get_file(self, *, file_id: str, as_user: str | None = None) -> FileRecord:
        """One file as the office sees it. ``POST /Dossier/Get``.

        Office key. No side effects, idempotent.
        Raises NotFound, Unavailable, NotAuthorised, UnexpectedResponse.
        Source: reference page 1.08.5000B3, Dossier/Get.
        """
        return self._ask(GET, _about(file_id, as_user), lambda body: _read_file(GET, body, file_id))

    @serves(SEARCH)
    def search_files(
        self, *, filters: Iterable[Filter] = (), as_user: str | None = None
    ) -> tuple[FoundFile, ...]:
        """Every file that meets all ``filters`` (see ``filters.py``), read in batches.

        ``POST /Dossier/Search``.
        Office key. No side effects, idempotent. Without a filter: every file the caller may see, at most
        some 20 000. Raises Rejected, Unavailable, NotAuthorised, UnexpectedResponse.
        Source: reference page 1.08.5000B3, Dossier/Search; fields from the samples of 2.00.0000B1.
        """
        rows = {"dsFilter": [one.to_row() for one in filters]}
        asked = Asked(context={}, datasets=rows, as_user=as_user)
        found = self._ask_all_rows(
            SEARCH, asked, "dsTDOSSearch", FoundFileWire, get_id=lambda row: row.file_id
        )
        return tuple(row.to_value() for row in found)

    @serves(GET_BY_DEFENDANT)
    def list_files_of_defendant(
        self, *, party_id: str, as_user: str | None = None
    ) -> tuple[DefendantFile, ...]:
        """The files in which a party is a defendant, read in batches. ``POST /Dossier/GetByDefendant``.

        Office key. No side effects, idempotent. Raises Unavailable, NotAuthorised, UnexpectedResponse.
        Source: reference page 1.08.5000B3, GetByDefendant; the rows stand under dsTDOSWeb.
        """
        asked = Asked(context={"TPAR_Id": party_id}, as_user=as_user)
        rows = self._ask_all_rows(
            GET_BY_DEFENDANT, asked, "dsTDOSWeb", DefendantFileWire, get_id=lambda row: row.file_id
        )
        return tuple(row.to_value() for row in rows)

    @serves(GET_SUB)
    def list_sub_files(self, *, file_id: str, as_user: str | None = None) -> tuple[SubFile, ...]:
        """The sub-files of a file. ``POST /Dossier/GetSub``.

        Office key. No side effects, idempotent. Raises NotFound, Unavailable, NotAuthorised,
        UnexpectedResponse.
        Source: reference page 1.08.5000B3, GetSub.
        """
        rows = self._ask_all_rows(
            GET_SUB,
            _about(file_id, as_user),
            "dsTDOSDOSWeb",
            SubFileWire,
            get_id=lambda row: row.file_id,
        )
        return tuple(row.to_value() for row in rows)

    @serves(STOP)
    def stop_file(self, *, file_id: str, as_user: str | None = None) -> FileRecord:
        """Stop a file, and read it back. ``POST /Dossier/Stop``.

        Office key, staff only. STOPS the whole file for everybody: never sent twice, though a second time
        is not known to change anything.
        Raises NotFound, Rejected, Unavailable (nothing was stopped), OutcomeUnknown, NotAuthorised.
        Source: reference page 1.08.5000B3, Stop; which status it sets is not documented.
        """
        return self._ask(STOP, _about(file_id, as_user), lambda body: _read_file(STOP, body, file_id))

    @serves(GET_BALANCES)
    def list_balances(self, *, file_id: str, as_user: str | None = None) -> tuple[Balance, ...]:
        """Every balance of the file, by code. ``POST /Dossier/GetBalances``.

        Office key. No side effects, idempotent. Raises Unavailable, NotAuthorised, UnexpectedResponse.
        Source: reference page 1.08.5000B3, GetBalances (code VRW: the defendant's).
        """
        rows = self._ask_rows(GET_BALANCES, _about(file_id, as_user), "dsTDOSSALDOWeb", BalanceWire)
        return tuple(row.to_value() for row in rows)

    @serves(GET_PARTIES)
    def list_parties(self, *, file_id: str, as_user: str | None = None) -> tuple[Party, ...]:
        """The parties of the file; never shown to another party. ``POST /Dossier/GetParties``.

        Office key. No side effects, idempotent. National number and solvency are in the answer and never
        read.
        Raises Unavailable, NotAuthorised, UnexpectedResponse.
        Source: reference page 1.08.5000B3, GetParties.
        """
        rows = self._ask_rows(GET_PARTIES, _about(file_id, as_user), "dsTDOSPARWeb", PartyWire)
        return tuple(row.to_value() for row in rows)

    @serves(GET_PARTIES)
    def list_parties_for_staff(
        self, *, file_id: str, as_user: str | None = None
    ) -> tuple[PartyForStaff, ...]:
        """The parties with national number and solvency: for staff, NEVER for a defendant's page.

        ``POST /Dossier/GetParties``.
        Office key. No side effects, idempotent. Raises Unavailable, NotAuthorised, UnexpectedResponse.
        Source: reference page 1.08.5000B3, GetParties.
        """
        rows = self._ask_rows(GET_PARTIES, _about(file_id, as_user), "dsTDOSPARWeb", PartyForStaffWire)
        return tuple(row.to_value() for row in rows)


def _about(file_id: str, as_user: str | None) -> Asked:
    return Asked(context={"TDOS_Id": file_id}, as_user=as_user)


def _read_file(operation: Operation, body: dict[str, Any], file_id: str) -> FileRecord:
    rows = read_rows(body, "dsTDOSWeb")
    if not rows:
        raise NotFound("not-in-file", system="tagor", operation=operation.name)
    wire = parse(FileRecordWire, rows[0])
    if wire.file_id != file_id:
        raise UnexpectedResponse("answer is another file")
    return wire.to_value()
