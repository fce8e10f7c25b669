"""Operations of the group Dossier on what surrounds a file: agenda, court, notes, letters, papers.

All with the office key, all for staff: nothing of it is shown to a defendant by default.
"""

import base64
from typing import Any

from portal.integrations.errors import UnexpectedResponse
from portal.integrations.tagor.calls import Asked, TagorCalls
from portal.integrations.tagor.operations import Operation, serves
from portal.integrations.tagor.values.dossier import (
    AgendaItem,
    Attachment,
    CourtDate,
    InfoNote,
    Letter,
    NewAgendaItem,
    NewAttachment,
)
from portal.integrations.tagor.wire.answers import W, parse
from portal.integrations.tagor.wire.decode import write_moment
from portal.integrations.tagor.wire.dossier import (
    AgendaItemWire,
    AppearanceWire,
    AttachmentWire,
    InfoNoteWire,
    LetterWire,
    TitleWire,
)
from portal.integrations.tagor.wire.envelope import read_rows

GET_AGENDA = Operation("Dossier/GetAgenda")
CREATE_AGENDA = Operation("Dossier/CreateAgenda", kind="write", since="2.00")
GET_APPEARANCE = Operation("Dossier/GetAppearance")
GET_TITLE = Operation("Dossier/GetTitle")
GET_INFO = Operation("Dossier/GetInfo")
CREATE_INFO = Operation("Dossier/CreateInfoLine", kind="write")
GET_CORRESPONDENCE = Operation("Dossier/GetCorrespondence")
ADD_ATTACHMENT = Operation("Dossier/AddAttachment", kind="write", deadline_s=30.0)


class CaseworkOperations(TagorCalls):
    """Dossier/GetAgenda, CreateAgenda, GetAppearance, GetTitle, GetInfo, CreateInfoLine, GetCorrespondence,
    AddAttachment.
    """

    @serves(GET_AGENDA)
    def list_agenda(self, *, file_id: str, as_user: str | None = None) -> tuple[AgendaItem, ...]:
        """Every calendar item of a file, read in batches. ``POST /Dossier/GetAgenda``.

        Office key. No side effects, idempotent. Raises NotFound, Unavailable, NotAuthorised,
        UnexpectedResponse.
        Source: reference page 1.08.5000B3, GetAgenda; ids and marks only from 2.00 on.
        """
        rows = self._ask_all_rows(GET_AGENDA, _about(file_id, as_user), "dsTAGENDAWeb", AgendaItemWire)
        return tuple(row.to_value() for row in rows)

    @serves(CREATE_AGENDA)
    def create_agenda_item(
        self, *, file_id: str, item: NewAgendaItem, as_user: str | None = None
    ) -> AgendaItem:
        """Plan something on a file. ``POST /Dossier/CreateAgenda``.

        Office key. WRITES: never sent twice, and never to a server before 2.00.
        Raises Rejected("needs-newer-version"), NotFound, Rejected, Unavailable (nothing was written),
        OutcomeUnknown, NotAuthorised.
        Source: public description of 2.00.0000B1, CreateAgenda (1.08.5000 does not have it).
        """
        row = {
            "Omschrijving": item.text,
            "TimeStampScheduled": write_moment(item.at),
            "Subject": item.subject,
            "TJOBM_Id": item.model_id or "0",
            "TUSER_Id": item.user_id or "0",
        }
        asked = Asked(context={"TDOS_Id": file_id}, datasets={"dsTAGENDAWeb": [row]}, as_user=as_user)
        return self._ask(
            CREATE_AGENDA, asked, lambda body: read_one(body, "dsTAGENDAWeb", AgendaItemWire)
        ).to_value()

    @serves(GET_APPEARANCE)
    def list_appearances(self, *, file_id: str, as_user: str | None = None) -> tuple[CourtDate, ...]:
        """The appearances in court. ``POST /Dossier/GetAppearance``.

        Office key. No side effects, idempotent. Raises NotFound, Unavailable, NotAuthorised,
        UnexpectedResponse.
        Source: reference page 1.08.5000B3, GetAppearance.
        """
        asked = _about(file_id, as_user)
        rows = self._ask_all_rows(GET_APPEARANCE, asked, "dsTDOSVERSCHIJNINGWeb", AppearanceWire)
        return tuple(row.to_value() for row in rows)

    @serves(GET_TITLE)
    def list_titles(self, *, file_id: str, as_user: str | None = None) -> tuple[CourtDate, ...]:
        """The titles (judgments) of a file. ``POST /Dossier/GetTitle``.

        Office key. No side effects, idempotent. Raises NotFound, Unavailable, NotAuthorised,
        UnexpectedResponse.
        Source: reference page 1.08.5000B3, GetTitle.
        """
        rows = self._ask_all_rows(GET_TITLE, _about(file_id, as_user), "dsTDOSTITELWeb", TitleWire)
        return tuple(row.to_value() for row in rows)

    @serves(GET_INFO)
    def list_info_notes(self, *, file_id: str, as_user: str | None = None) -> tuple[InfoNote, ...]:
        """Every info record of a file, Tagor's own too, read in batches. ``POST /Dossier/GetInfo``.

        Office key. No side effects, idempotent. Raises NotFound, Unavailable, NotAuthorised,
        UnexpectedResponse.
        Source: reference page 1.08.5000B3, GetInfo (parameter 568 keeps Tagor from writing its own).
        """
        rows = self._ask_all_rows(GET_INFO, _about(file_id, as_user), "dsTDOSINFOWeb", InfoNoteWire)
        return tuple(row.to_value() for row in rows)

    @serves(CREATE_INFO)
    def create_info_note(self, *, note: InfoNote, as_user: str | None = None) -> InfoNote:
        """Write an info record in a file. ``POST /Dossier/CreateInfoLine``.

        Office key. WRITES: never sent twice. Which TQINFO code to use is the office's own setting.
        Raises NotFound, Rejected, Unavailable (nothing was written), OutcomeUnknown, NotAuthorised.
        Source: reference page 1.08.5000B3, CreateInfoLine; the file stands in the row.
        """
        row: dict[str, Any] = {
            "TDOS_Id": note.file_id,
            "TQINFO_Id": note.kind_code_id,
            "TQINFODEF_Id": note.definition_id or "0",
            "Omschrijving": note.text,
        }
        if note.on:
            row["DatumInfo"] = note.on.isoformat()
        asked = Asked(context={}, datasets={"dsTDOSINFOWeb": [row]}, as_user=as_user)
        return self._ask(
            CREATE_INFO, asked, lambda body: read_one(body, "dsTDOSINFOWeb", InfoNoteWire)
        ).to_value()

    @serves(GET_CORRESPONDENCE)
    def list_letters(self, *, file_id: str, as_user: str | None = None) -> tuple[Letter, ...]:
        """All correspondence of a file, read in batches. ``POST /Dossier/GetCorrespondence``.

        Office key. No side effects, idempotent. Raises NotFound, Unavailable, NotAuthorised,
        UnexpectedResponse.
        Source: reference page 1.08.5000B3, GetCorrespondence; the rows stand under dsTDOSINFOWeb.
        """
        asked = _about(file_id, as_user)
        rows = self._ask_all_rows(GET_CORRESPONDENCE, asked, "dsTDOSINFOWeb", LetterWire)
        return tuple(row.to_value() for row in rows)

    @serves(ADD_ATTACHMENT)
    def add_attachment(
        self, *, file_id: str, attachment: NewAttachment, as_user: str | None = None
    ) -> Attachment:
        """Add a document to a file; ``document_id`` of the answer is the new one.

        ``POST /Dossier/AddAttachment``.
        Office key. WRITES: never sent twice, may take half a minute. A user may be limited to some groups.
        Raises NotFound, Rejected, Unavailable (nothing was added), OutcomeUnknown, NotAuthorised.
        Source: reference page 1.08.5000B3, AddAttachment; the content in base64.
        """
        rows = {"dsAttachmentWeb": [write_attachment(attachment)]}
        asked = Asked(context={"TDOS_Id": file_id}, datasets=rows, as_user=as_user)
        return self._ask(
            ADD_ATTACHMENT, asked, lambda body: read_one(body, "dsAttachmentWeb", AttachmentWire)
        ).to_value()


def write_attachment(attachment: NewAttachment) -> dict[str, Any]:
    """A row of dsAttachmentWeb."""
    return {
        "ttFileName": attachment.name,
        "FileType": attachment.extension.lower().lstrip("."),
        "TQDISGROEP_Id": attachment.group_id or "0",
        "ttComment": attachment.comment,
        "FileContent": base64.b64encode(attachment.content).decode(),
    }


def read_one(body: dict[str, Any], dataset: str, model: type[W]) -> W:
    """The one row of an answer. Raises UnexpectedResponse for none or several."""
    rows = read_rows(body, dataset)
    if len(rows) != 1:
        raise UnexpectedResponse(f"{dataset} is not one row")
    return parse(model, rows[0])


def _about(file_id: str, as_user: str | None) -> Asked:
    return Asked(context={"TDOS_Id": file_id}, as_user=as_user)
