"""Operations on the account of a file (groups Dossier and Dossierlijn). All with the office key.

Tagor does not check that an id belongs to the defendant who asks: the caller must, before calling.
"""

from typing import Any

from portal.integrations.errors import Rejected, UnexpectedResponse
from portal.integrations.tagor.calls import NEEDS_NEWER, Asked, TagorCalls, write_flag
from portal.integrations.tagor.groups.plans import write_number
from portal.integrations.tagor.operations import Operation, serves
from portal.integrations.tagor.values.account import Line, PlanPart
from portal.integrations.tagor.values.dossier import LineInterest, LineNote, NewLine
from portal.integrations.tagor.wire.answers import parse
from portal.integrations.tagor.wire.dossier import LineNoteWire
from portal.integrations.tagor.wire.envelope import read_context, read_rows
from portal.integrations.tagor.wire.rows import LineWire, PlanPartWire

GET_LINES = Operation("Dossier/GetLines")
CREATE_LINE = Operation("Dossier/CreateLine", kind="write")
GET_PAYMENT_PLANS = Operation("Dossier/GetPaymentPlans")
GET_LINE_INFO = Operation("Dossierlijn/GetInfo")
CREATE_LINE_INFO = Operation("Dossierlijn/CreateInfoLine", kind="write")
DELETE_LINE_INFO = Operation("Dossierlijn/DeleteInfoLine", kind="write")
_OPEN_END = "9999-12-31"


class LineOperations(TagorCalls):
    """Dossier/GetLines, CreateLine, GetPaymentPlans; Dossierlijn/*."""

    @serves(GET_LINES)
    def list_lines(
        self,
        *,
        file_id: str,
        for_defendant: bool = True,
        evolution_only: bool = False,
        with_unfinished_deeds: bool = False,
        as_user: str | None = None,
    ) -> tuple[Line, ...]:
        """Every financial line of the file, read in batches. ``POST /Dossier/GetLines``.

        Office key. No side effects, idempotent. ``for_defendant`` leaves out what is not for the defendant;
        ``evolution_only`` leaves the steps of the case. Raises Unavailable, NotAuthorised,
        UnexpectedResponse.
        Source: reference page 1.08.5000B3, GetLines and paging (BATCH-SIZE, BATCH-NUMBER); what exactly
        unfinished-deeds adds is not documented.
        """
        context = {
            "TDOS_Id": file_id,
            "is-defendant": write_flag(for_defendant),
            "evolution-only": write_flag(evolution_only),
        }
        if with_unfinished_deeds:
            context["unfinished-deeds"] = "true"
        asked = Asked(context=context, as_user=as_user)
        rows = self._ask_all_rows(GET_LINES, asked, "dsTDOSLIJNWeb", LineWire, get_id=lambda row: row.line_id)
        return tuple(row.to_value() for row in rows)

    @serves(CREATE_LINE)
    def create_line(self, *, line: NewLine, as_user: str | None = None) -> Line:
        """Add a transaction to a file. ``POST /Dossier/CreateLine``.

        Office key, staff only. WRITES in the account: never sent twice. Amounts are sent with their sign;
        costs as ``Kost`` (a sample says Uitschot), so compare the line that comes back. Raises
        Rejected("needs-newer-version") for fixing or interest on a server before 2.00, NotFound, Rejected,
        Unavailable (nothing was written), OutcomeUnknown, NotAuthorised. Source: reference page 1.08.5000B3,
        CreateLine; IsFixed and interest rows only 2.00.
        """
        is_newer = line.is_fixed is not None or bool(line.interests)
        if is_newer and not self.has_version("2.00"):
            raise Rejected(NEEDS_NEWER, system="tagor", operation=CREATE_LINE.name)
        asked = Asked(context={}, datasets={"dsTDOSLIJNWeb": [_write_line(line)]}, as_user=as_user)
        return self._ask(CREATE_LINE, asked, _read_new_line)

    @serves(GET_PAYMENT_PLANS)
    def list_plan_parts(
        self, *, file_id: str, active_only: bool = True, as_user: str | None = None
    ) -> tuple[PlanPart, ...]:
        """The parts of the file's payment plans. ``POST /Dossier/GetPaymentPlans``.

        Office key. No side effects, idempotent. Raises Unavailable, NotAuthorised, UnexpectedResponse.
        Source: reference page 1.08.5000B3, GetPaymentPlans (no status in a row: only ``active-only``
        tells).
        """
        context = {"TDOS_Id": file_id, "active-only": write_flag(active_only)}
        asked = Asked(context=context, as_user=as_user)
        rows = self._ask_rows(GET_PAYMENT_PLANS, asked, "dsTDOSAFBDETWeb", PlanPartWire)
        return tuple(row.to_value() for row in rows)

    @serves(GET_LINE_INFO)
    def list_line_notes(self, *, line_id: str, as_user: str | None = None) -> tuple[LineNote, ...]:
        """The info records of a line, read in batches. ``POST /Dossierlijn/GetInfo``.

        Office key, staff only. No side effects, idempotent.
        Raises NotFound, Unavailable, NotAuthorised, UnexpectedResponse.
        Source: reference page 1.08.5000B3, Dossierlijn/GetInfo; no column for a note's id is documented.
        """
        asked = Asked(context={"TDOSLIJN_Id": line_id}, as_user=as_user)
        rows = self._ask_all_rows(GET_LINE_INFO, asked, "dsTDOSLIJNINFOWeb", LineNoteWire)
        return tuple(row.to_value() for row in rows)

    @serves(CREATE_LINE_INFO)
    def create_line_note(self, *, note: LineNote, as_user: str | None = None) -> LineNote:
        """Add an info record to a line; ``note_id`` of ``note`` is not sent.

        ``POST /Dossierlijn/CreateInfoLine``.
        Office key, staff only. WRITES: never sent twice. The id that comes back is "" unless Tagor tells it
        (in the row or the context: assumed).
        Raises NotFound, Rejected, Unavailable (nothing was written), OutcomeUnknown, NotAuthorised.
        Source: reference page 1.08.5000B3, Dossierlijn/CreateInfoLine.
        """
        row: dict[str, Any] = {
            "financial_line_id": note.line_id,
            "type_id": note.kind_code_id,
            "description": note.text,
        }
        if note.on:
            row["date"] = note.on.isoformat()
        asked = Asked(context={}, datasets={"dsTDOSLIJNINFOWeb": [row]}, as_user=as_user)
        return self._ask(CREATE_LINE_INFO, asked, _read_new_note)

    @serves(DELETE_LINE_INFO)
    def delete_line_note(self, *, note_id: str, as_user: str | None = None) -> None:
        """Delete an info record of a line. ``POST /Dossierlijn/DeleteInfoLine``.

        Office key, staff only. DELETES: never sent twice.
        Raises NotFound, Rejected, Unavailable (nothing was deleted), OutcomeUnknown, NotAuthorised.
        Source: reference page 1.08.5000B3, Dossierlijn/DeleteInfoLine.
        """
        asked = Asked(context={"TDOSLIJNINFO_Id": note_id}, as_user=as_user)
        self._ask_deed(DELETE_LINE_INFO, asked)


def _write_line(line: NewLine) -> dict[str, Any]:
    row: dict[str, Any] = {
        "TDOS_Id": line.file_id,
        "Omschrijving": line.text,
        "Opmerking": line.remark,
        "Referte": line.reference,
        "TQBOEKING_Id": line.booking_code_id,
        "TQAARD_Id": line.nature_code_id or "0",
        "Bedrag": write_number(line.amount_cents),
        "BedragBTW": write_number(line.vat_cents),
        "Recht": write_number(line.fee_cents),
        "Kost": write_number(line.cost_cents),
    }
    if line.booked_on:
        row["DatumBoeking"] = line.booked_on.isoformat()
    if line.is_fixed is not None:
        row["IsFixed"] = write_flag(line.is_fixed)
    if line.interests:
        row["ttTDOSLIJNINTR"] = [_write_interest(one) for one in line.interests]
    return row


def _write_interest(interest: LineInterest) -> dict[str, Any]:
    return {
        "TQINTREST_Id": interest.kind_code_id or "0",
        "Intresttoeslag": float(interest.extra_rate),
        "DatumBegin": interest.begins_on.isoformat() if interest.begins_on else "",
        "DatumEind": interest.ends_on.isoformat() if interest.ends_on else _OPEN_END,
        "Bedrag": write_number(interest.amount_cents),
        "DeelHoofdsom": write_number(interest.principal_part_cents),
    }


def _read_new_line(body: dict[str, Any]) -> Line:
    rows = read_rows(body, "dsTDOSLIJNWeb")
    if len(rows) != 1:
        raise UnexpectedResponse("answer is not the one line")
    return parse(LineWire, rows[0]).to_value()


def _read_new_note(body: dict[str, Any]) -> LineNote:
    """The new note. A sample answers under another name (dsTDOSINFOWeb); the id may be in the context."""
    name = "dsTDOSLIJNINFOWeb" if "dstdoslijninfoweb" in body else "dsTDOSINFOWeb"
    rows = read_rows(body, name)
    if len(rows) != 1:
        raise UnexpectedResponse("answer is not the one note")
    told = read_context(body) if "dswebcontext" in body else {}
    return parse(LineNoteWire, rows[0]).to_value(told.get("tdoslijninfo_id", ""))
