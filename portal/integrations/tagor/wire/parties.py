"""The rows of the datasets about parties, messages and users, by Tagor's own names: see ``wire``."""

from typing import Any

from pydantic import Field

from portal.integrations.tagor.values.dossier import Attachment
from portal.integrations.tagor.values.parties import (
    Address,
    ContactDetail,
    FoundParty,
    Message,
    PartyForStaff,
    Permission,
    PermissionKind,
    PermissionValue,
    User,
)
from portal.integrations.tagor.wire.answers import Day, Flag, Id, Moment, OptionalFlag, OptionalId, Text, Wire


class FoundPartyWire(Wire):
    party_id: Id = Field(alias="id")
    first_name: Text = Field(default="")
    last_name: Text = Field(default="")

    def to_value(self) -> FoundParty:
        return FoundParty(**self.model_dump())


class PartyForStaffWire(Wire):
    """The one model that reads national number and solvency."""

    party_id: Id = Field(alias="tpar_id")
    name: Text = Field(alias="naam")
    form: Text = Field(alias="partijvorm", default="")
    role_code_id: OptionalId = Field(alias="tqparsoort_id", default="")
    profession: Text = Field(alias="beroep", default="")
    street: Text = Field(alias="straat", default="")
    number: Text = Field(alias="straatnr", default="")
    box: Text = Field(alias="straatbusnr", default="")
    postal_code: Text = Field(alias="postcode", default="")
    city: Text = Field(alias="plaats", default="")
    phone: Text = Field(alias="tel", default="")
    mobile: Text = Field(alias="gsm", default="")
    email: Text = Field(alias="mail", default="")
    reference: Text = Field(alias="referentie", default="")
    account: Text = Field(alias="reknr", default="")
    enterprise_number: Text = Field(alias="kbonr", default="")
    national_number: Text = Field(alias="nationaalnr", default="", repr=False)
    address_solvency_code_id: OptionalId = Field(alias="tqsolvabiliteit_id_adres", default="", repr=False)
    financial_solvency_code_id: OptionalId = Field(
        alias="tqsolvabiliteit_id_financieel", default="", repr=False
    )
    address_solvency_on: Day = Field(alias="solvdtm_adres", default=None, repr=False)
    financial_solvency_on: Day = Field(alias="solvdtm_finan", default=None, repr=False)

    def to_value(self) -> PartyForStaff:
        return PartyForStaff(**self.model_dump())


class ContactDetailWire(Wire):
    """The schema says ``content``, both samples say ``value``."""

    detail_id: OptionalId = Field(alias="id", default="")
    party_id: Id = Field(alias="owning_id")
    kind_code_id: OptionalId = Field(alias="type_id", default="")
    content: Text = Field(default="", repr=False)
    value: Text = Field(default="", repr=False)
    comment: Text = Field(default="")
    used: OptionalFlag = None
    billing: OptionalFlag = None
    mail_in_series: OptionalFlag = None

    def to_value(self) -> ContactDetail:
        return ContactDetail(
            detail_id=self.detail_id,
            party_id=self.party_id,
            kind_code_id=self.kind_code_id,
            content=self.content or self.value,
            comment=self.comment,
            is_used=bool(self.used),
            for_billing=bool(self.billing),
            in_mail_series=bool(self.mail_in_series),
        )


class AddressWire(Wire):
    address_id: Id = Field(alias="id")
    party_id: Id
    kind_code_id: OptionalId = Field(alias="type_id", default="")
    street: Text = ""
    number: Text = ""
    box: Text = Field(alias="mailbox", default="")
    postal_code: Text = ""
    city: Text = ""
    country: Text = ""
    is_current: Flag = Field(alias="current_address")

    def to_value(self) -> Address:
        return Address(**self.model_dump())


class TagWire(Wire):
    text: Text = Field(alias="omschrijving", default="")


class MessageWire(Wire):
    message_id: Id = Field(alias="tbericht_id")
    file_id: OptionalId = Field(alias="tdos_id", default="")
    file_type_id: OptionalId = Field(alias="tqdossoort_id", default="")
    sender_id: OptionalId = Field(alias="tpar_id_verzender", default="")
    sender: Text = Field(alias="verzender", default="")
    receiver_id: OptionalId = Field(alias="tpar_id_ontvanger", default="")
    receiver: Text = Field(alias="ontvanger", default="")
    subject: Text = Field(alias="tjob_onderwerp", default="")
    body: Text = Field(alias="tjob_bericht", default="", repr=False)
    sent_at: Moment = Field(alias="timestampbericht", default=None)
    read_status_id: OptionalId = Field(alias="tjob_tqstatus_id", default="")
    status_id: OptionalId = Field(alias="tqstatus_id", default="")
    status_since: Moment = Field(alias="timestampstatussinds", default=None)
    direction_code_id: OptionalId = Field(alias="tqrichting_id", default="")
    job_id: OptionalId = Field(alias="tjob_id", default="")
    tags: list[TagWire] | None = Field(alias="tttagweb", default=None)

    def to_value(self, attachments: tuple[Attachment, ...] = ()) -> Message:
        values: dict[str, Any] = self.model_dump(exclude={"tags"})
        tags = tuple(tag.text for tag in self.tags or ())
        return Message(tags=tags, attachments=attachments, **values)


class UserWire(Wire):
    """``password`` is in the answer too, empty as far as known, and never read."""

    user_id: Id = Field(alias="id")
    party_id: OptionalId = Field(default="")
    username: Text
    name: Text = ""
    landline: Text = ""
    fax: Text = ""
    mobile: Text = Field(alias="cellphone", default="")
    email: Text = Field(alias="email_address", default="")
    requires_2fa: OptionalFlag = None

    def to_value(self) -> User:
        return User(**self.model_dump() | {"requires_2fa": bool(self.requires_2fa)})


class PermissionWire(Wire):
    data: Flag
    code_id: OptionalId = Field(alias="type_id", default="")
    code: Text = Field(alias="type_code", default="")

    def to_value(self) -> Permission:
        return Permission(code=self.code, is_on=self.data, code_id=self.code_id)


class PermissionValueWire(Wire):
    value_id: Id = Field(alias="id")
    code: Text = ""
    text: Text = Field(alias="description", default="")

    def to_value(self, kind: PermissionKind) -> PermissionValue:
        return PermissionValue(kind=kind, value_id=self.value_id, code=self.code, text=self.text)
