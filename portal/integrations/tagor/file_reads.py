"""Operations of the groups Dossier and Document: what is in a file. All with the office key.

Tagor does not check that an id belongs to the defendant who asks: the caller must, before calling.
"""

import base64
import binascii
from typing import Any

from portal.integrations.errors import NotFound, UnexpectedResponse

from .calls import Asked, Operation, TagorCalls
from .envelope import read_rows
from .paging import read_batches
from .rows import BalanceWire, DocumentWire, LineWire, PartyWire, PlanPartWire
from .values import Balance, Document, DocumentContent, Line, Party, PlanPart
from .wire import parse

GET_LINES = Operation("Dossier/GetLines")
GET_BALANCES = Operation("Dossier/GetBalances")
GET_PAYMENT_PLANS = Operation("Dossier/GetPaymentPlans")
GET_PARTIES = Operation("Dossier/GetParties")
GET_DOCUMENTS = Operation("Document/Get")
GET_DOCUMENT_FILE = Operation("Document/GetFile", max_bytes=40_000_000, deadline_s=30.0)
LINES_PER_BATCH = 200


class FileOperations(TagorCalls):
    """Dossier/* and Document/*."""

    def list_lines(
        self, *, file_id: str, for_defendant: bool = True, evolution_only: bool = False
    ) -> tuple[Line, ...]:
        """Every financial line of the file, read in batches. ``POST /Dossier/GetLines``.

        Office key. No side effects, idempotent. ``for_defendant`` leaves out what is not for the defendant;
        ``evolution_only`` leaves the steps of the case. Raises Unavailable, NotAuthorised,
        UnexpectedResponse.
        Source: reference page 1.08.5000B3, GetLines and paging (BATCH-SIZE, BATCH-NUMBER).
        """
        context = {
            "TDOS_Id": file_id,
            "is-defendant": _write_flag(for_defendant),
            "evolution-only": _write_flag(evolution_only),
            "BATCH-SIZE": str(LINES_PER_BATCH),
        }

        def fetch(number: int) -> list[LineWire]:
            asked = Asked(context={**context, "BATCH-NUMBER": str(number)})
            return self._ask_rows(GET_LINES, asked, "dsTDOSLIJNWeb", LineWire)

        rows = read_batches(
            fetch, size=LINES_PER_BATCH, get_id=lambda row: row.line_id, first=self._first_batch
        )
        return tuple(row.to_value() for row in rows)

    def list_balances(self, *, file_id: str) -> tuple[Balance, ...]:
        """Every balance of the file, by code. ``POST /Dossier/GetBalances``.

        Office key. No side effects, idempotent. Raises Unavailable, NotAuthorised, UnexpectedResponse.
        Source: reference page 1.08.5000B3, GetBalances (code VRW: the defendant's).
        """
        rows = self._ask_rows(GET_BALANCES, _about(file_id), "dsTDOSSALDOWeb", BalanceWire)
        return tuple(row.to_value() for row in rows)

    def list_plan_parts(self, *, file_id: str, active_only: bool = True) -> tuple[PlanPart, ...]:
        """The parts of the file's payment plans. ``POST /Dossier/GetPaymentPlans``.

        Office key. No side effects, idempotent. Raises Unavailable, NotAuthorised, UnexpectedResponse.
        Source: reference page 1.08.5000B3, GetPaymentPlans (no status in a row: only ``active-only``
        tells).
        """
        asked = Asked(context={"TDOS_Id": file_id, "active-only": _write_flag(active_only)})
        rows = self._ask_rows(GET_PAYMENT_PLANS, asked, "dsTDOSAFBDETWeb", PlanPartWire)
        return tuple(row.to_value() for row in rows)

    def list_parties(self, *, file_id: str) -> tuple[Party, ...]:
        """The parties of the file; never shown to another party. ``POST /Dossier/GetParties``.

        Office key. No side effects, idempotent. National number and solvency are in the answer and never
        read.
        Raises Unavailable, NotAuthorised, UnexpectedResponse.
        Source: reference page 1.08.5000B3, GetParties.
        """
        rows = self._ask_rows(GET_PARTIES, _about(file_id), "dsTDOSPARWeb", PartyWire)
        return tuple(row.to_value() for row in rows)

    def list_documents(self, *, file_id: str) -> tuple[Document, ...]:
        """The documents of the file, without content. ``POST /Document/Get``.

        Office key. No side effects, idempotent. Raises Unavailable, NotAuthorised, UnexpectedResponse.
        Source: reference page 1.08.5000B3, Document/Get.
        """
        rows = self._ask_rows(GET_DOCUMENTS, _about(file_id), "dsTDOCWeb", DocumentWire)
        return tuple(row.to_value() for row in rows)

    def get_document_file(self, *, document_id: str) -> DocumentContent:
        """One document with its bytes, at most some 30 MB. ``POST /Document/GetFile``.

        Office key: check first that the id is in ``list_documents`` of the defendant's own file. No side
        effects, idempotent, may take half a minute.
        Raises NotFound, Unavailable, NotAuthorised, UnexpectedResponse.
        Source: reference page 1.08.5000B3, Document/GetFile (base64 by OpenEdge's mapping of BLOB).
        """

        def read(body: dict[str, Any]) -> DocumentContent:
            rows = read_rows(body, "dsTDOCWeb")
            if not rows:
                raise NotFound("not-in-file", system="tagor", operation=GET_DOCUMENT_FILE.name)
            wire = parse(DocumentWire, rows[0])
            if wire.document_id != document_id:
                raise UnexpectedResponse("answer is another document")
            return DocumentContent(document=wire.to_value(), content=_decode(wire.content))

        return self._ask(GET_DOCUMENT_FILE, Asked(context={"TDOC_Id": document_id}), read)


def _about(file_id: str) -> Asked:
    return Asked(context={"TDOS_Id": file_id})


def _write_flag(value: bool) -> str:  # noqa: FBT001 - a context row holds text
    return "true" if value else "false"


def _decode(content: str) -> bytes:
    try:
        return base64.b64decode("".join(content.split()), validate=True)
    except (binascii.Error, ValueError):
        raise UnexpectedResponse("content is not base64") from None
