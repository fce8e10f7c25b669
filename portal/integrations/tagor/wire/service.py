"""Answers of the operations for staff and telephone, by Tagor's own names: see ``wire`` for the rules."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from portal.integrations.tagor.values.service import (
    BarcodeMatch,
    CallerFile,
    DocumentModel,
    Medium,
    PartyKind,
    ReferenceMatch,
    SolvencyQuestion,
)
from portal.integrations.tagor.wire import decode
from portal.integrations.tagor.wire.answers import Flag, Id, Language, OptionalCents, OptionalId, Text, Wire

_MEDIA: dict[str, Medium] = {"EMAIL": "email", "SMS": "text", "GEEN": "none"}
_KINDS: dict[str, PartyKind] = {"K": "client", "V": "defendant", "A": "other"}


def _read_place(value: Any) -> int:
    """A defendant's place in the file; unknown ones come as 0 or below."""
    text = decode.read_text(value) if not isinstance(value, float) else str(value)
    return 0 if text.startswith("-") else decode.read_whole(value)


Place = Annotated[int, BeforeValidator(_read_place)]


def _read_medium(value: Any) -> Medium:
    if (medium := _MEDIA.get(decode.read_text(value).upper())) is None:
        raise ValueError("another medium")
    return medium


class ApprovalWire(Wire):
    medium: Annotated[Medium, BeforeValidator(_read_medium)]


class CallerWire(Wire):
    party_id: Id = Field(alias="tpar_id")
    language: Language = Field(alias="taal", default=None)
    kind: Text = Field(alias="partijtype", default="")

    def get_kind(self) -> PartyKind:
        return _KINDS.get(self.kind.upper(), "other")


class CallerFileWire(Wire):
    file_id: Id = Field(alias="tdos_id")
    file_name: Text = Field(alias="dossiernaam", default="")
    file_type_id: OptionalId = Field(alias="tqdossoort_id", default="")
    balance_cents: OptionalCents = Field(alias="saldoverw", default=0)

    def to_value(self) -> CallerFile:
        return CallerFile(
            file_id=self.file_id,
            file_name=self.file_name,
            file_type_id=self.file_type_id,
            balance_cents=self.balance_cents,
        )


class ReferenceWire(Wire):
    return_code: Text = Field(alias="returncode")
    file_id: OptionalId = Field(alias="dosid", default="")
    file_type: Text = Field(alias="dossoortid", default="")
    handler: Text = Field(alias="dosbehid", default="")
    status: Text = Field(alias="dosstatus", default="")
    defendants: Place = Field(alias="aantalverw", default=0)
    defendant_number: Place = Field(alias="volgnrverw", default=0)
    is_summons: Flag = Field(alias="dagvaarding", default=False)

    def to_value(self) -> ReferenceMatch:
        return ReferenceMatch(
            file_id=self.file_id,
            file_type=self.file_type,
            handler=self.handler,
            status=self.status,
            defendants=self.defendants,
            defendant_number=self.defendant_number,
            is_summons=self.is_summons,
        )


class DefendantNumberWire(Wire):
    return_code: Text = Field(alias="returncode")
    number: Place = Field(alias="volgnrverw", default=0)


class BarcodeWire(Wire):
    file_id: Id
    line_id: OptionalId = ""
    fixed: Flag = False

    def to_value(self) -> BarcodeMatch:
        return BarcodeMatch(file_id=self.file_id, line_id=self.line_id, is_fixed=self.fixed)


class DocumentModelWire(Wire):
    model_id: Id = Field(alias="tdocm_id")
    description: Text = Field(alias="omschrijving", default="")

    def to_value(self) -> DocumentModel:
        return DocumentModel(model_id=self.model_id, description=self.description)


class SolvencyQuestionWire(Wire):
    question_id: Id = Field(alias="id")
    name: Text = ""
    description: Text = ""
    kind: Text = Field(alias="type", default="")
    answer: Text = Field(alias="val", default="")

    def to_value(self) -> SolvencyQuestion:
        return SolvencyQuestion(
            question_id=self.question_id,
            name=self.name,
            description=self.description,
            kind=self.kind,
            answer=self.answer,
        )
