"""The rows of the datasets about files, by Tagor's own names: see ``wire`` for the rules they share."""

from typing import Any

from pydantic import Field

from portal.integrations.tagor.values.dossier import (
    AgendaItem,
    Attachment,
    CourtDate,
    DefendantFile,
    FileRecord,
    FoundFile,
    InfoNote,
    Letter,
    LineNote,
    SubFile,
)
from portal.integrations.tagor.wire.answers import (
    Day,
    Id,
    Moment,
    OptionalCents,
    OptionalFlag,
    OptionalId,
    Text,
    Wire,
)


class FileSummaryWire(Wire):
    file_id: Id = Field(alias="tdos_id")
    file_name: Text = Field(alias="dossiernaam")
    archive_number: Text = Field(alias="archiefnr", default="")
    claimant: Text = Field(alias="aanlegger", default="")
    client: Text = Field(alias="klant", default="")
    client_reference: Text = Field(alias="klantref1", default="")
    defendant: Text = Field(alias="verweerder", default="")
    file_type_id: OptionalId = Field(alias="tqdossoort_id", default="")
    status_id: OptionalId = Field(alias="tqstatus_id", default="")
    alarm_status_id: OptionalId = Field(alias="tqstatus_id_alarm", default="")
    client_stage_id: OptionalId = Field(alias="tqstatus_id_klant", default="")
    stage_id: OptionalId = Field(alias="tqstatus_id_stadium", default="")
    stop_status_id: OptionalId = Field(alias="tqstatus_id_stop", default="")
    created_on: Day = Field(alias="datumcreatie", default=None)
    client_balance_cents: OptionalCents = Field(alias="saldoklant", default=0)
    claimant_balance_cents: OptionalCents = Field(alias="saldoaanl", default=0)
    defendant_balance_cents: OptionalCents = Field(alias="saldoverw")


class FoundFileWire(FileSummaryWire):
    last_paid_on: Day = Field(alias="datumltstbet", default=None)
    appears_on: Day = Field(alias="verschijningsdatum", default=None)
    lawyer_reference: Text = Field(alias="referteadvocaat", default="")
    colleague_reference: Text = Field(alias="referteconfr", default="")

    def to_value(self) -> FoundFile:
        return FoundFile(**self.model_dump())


class FileRecordWire(FileSummaryWire):
    second_client_reference: Text = Field(alias="klantref2", default="")
    changed_on: Day = Field(alias="datumwijziging", default=None)
    status_since: Day = Field(alias="statusdatum", default=None)
    stage_since: Day = Field(alias="statusdatum_stadium", default=None)
    stopped_on: Day = Field(alias="datumstop", default=None)
    sale_on: Day = Field(alias="verkoopdatum", default=None)
    is_sub_file: OptionalFlag = Field(alias="subdossier", default=None)

    def to_value(self) -> FileRecord:
        return FileRecord(**self.model_dump() | {"is_sub_file": bool(self.is_sub_file)})


class DefendantFileWire(Wire):
    """The only dataset about files with English names."""

    file_id: Id = Field(alias="id")
    file_name: Text = Field(default="")
    status_id: OptionalId = Field(default="")
    defendant: Text = Field(default="")
    claimant: Text = Field(alias="creditor", default="")
    defendant_balance_cents: OptionalCents = Field(alias="balance_defendant")
    office_balance_cents: OptionalCents = Field(alias="balance_office", default=0)

    def to_value(self) -> DefendantFile:
        return DefendantFile(**self.model_dump())


class SubFileWire(Wire):
    file_id: Id = Field(alias="tdos_id_sub")
    file_name: Text = Field(alias="dossiernaam", default="")
    client_reference: Text = Field(alias="klantref1", default="")

    def to_value(self) -> SubFile:
        return SubFile(**self.model_dump())


class AgendaItemWire(Wire):
    text: Text = Field(alias="omschrijving")
    at: Moment = Field(alias="timestampscheduled", default=None)
    model: Text = Field(alias="tjobm_omschr", default="")
    status_id: OptionalId = Field(alias="tqstatus_id", default="")
    user_name: Text = Field(alias="username", default="")
    subject: Text = Field(default="")
    job_id: OptionalId = Field(alias="tjob_id", default="")
    model_id: OptionalId = Field(alias="tjobm_id", default="")
    user_id: OptionalId = Field(alias="tuser_id", default="")
    is_manual: OptionalFlag = Field(alias="manueel", default=None)
    is_blocked: OptionalFlag = Field(alias="isgeblokkeerd", default=None)

    def to_value(self) -> AgendaItem:
        return AgendaItem(**self.model_dump())


class _CourtDateWire(Wire):
    text: Text = Field(alias="omschrijving", default="")
    court_code_id: OptionalId = Field(alias="tqrb_id", default="")
    chamber_code_id: OptionalId = Field(alias="tqkamer_id", default="")
    owner_entity: Text = Field(alias="owning_rb_entity", default="")
    owner_id: OptionalId = Field(alias="owning_rb_id", default="")

    def to_value(self) -> CourtDate:
        return CourtDate(**self.model_dump())


class TitleWire(_CourtDateWire):
    at: Moment = Field(alias="timestamptitel")


class AppearanceWire(_CourtDateWire):
    at: Moment = Field(alias="timestampverschijning")
    place: Text = Field(alias="plaats", default="")


class InfoNoteWire(Wire):
    file_id: Id = Field(alias="tdos_id")
    kind_code_id: OptionalId = Field(alias="tqinfo_id", default="")
    text: Text = Field(alias="omschrijving")
    on: Day = Field(alias="datuminfo", default=None)
    definition_id: OptionalId = Field(alias="tqinfodef_id", default="")

    def to_value(self) -> InfoNote:
        return InfoNote(**self.model_dump())


class LetterWire(Wire):
    file_id: Id = Field(alias="tdos_id")
    text: Text = Field(alias="omschrijving")
    on: Day = Field(alias="datuminfo", default=None)

    def to_value(self) -> Letter:
        return Letter(**self.model_dump())


class LineNoteWire(Wire):
    """No column for its own id is documented; one is taken where a server tells it."""

    line_id: Id = Field(alias="financial_line_id")
    kind_code_id: OptionalId = Field(alias="type_id", default="")
    text: Text = Field(alias="description")
    on: Day = Field(alias="date", default=None)
    note_id: OptionalId = Field(alias="tdoslijninfo_id", default="")
    own_id: OptionalId = Field(alias="id", default="")

    def to_value(self, told_id: str = "") -> LineNote:
        values: dict[str, Any] = self.model_dump(exclude={"own_id", "note_id"})
        return LineNote(note_id=self.note_id or self.own_id or told_id, **values)


class AttachmentWire(Wire):
    name: Text = Field(alias="ttfilename", default="")
    extension: Text = Field(alias="filetype", default="")
    document_id: OptionalId = Field(alias="tdoc_id", default="")
    group_id: OptionalId = Field(alias="tqdisgroep_id", default="")
    comment: Text = Field(alias="ttcomment", default="")
    job_id: OptionalId = Field(alias="tjob_id", default="")

    def to_value(self) -> Attachment:
        extension = self.extension.lower().lstrip(".")
        return Attachment(**self.model_dump() | {"extension": extension})
