"""Parties, messages and users, for staff and for the office's own key: see ``values``."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from portal.integrations.tagor.values.dossier import Attachment

PermissionKind = Literal[
    "party", "file-type", "document-group", "merge-field", "document-model", "document-security"
]


@dataclass(frozen=True, slots=True)
class FoundParty:
    """A row of Party/Search; a firm may have a last name only."""

    party_id: str
    first_name: str
    last_name: str


@dataclass(frozen=True, slots=True)
class PartyForStaff:
    """A party with everything in Tagor, national number and solvency too: NEVER for a defendant's page."""

    party_id: str
    name: str
    form: str
    role_code_id: str
    profession: str
    street: str
    number: str
    box: str
    postal_code: str
    city: str
    phone: str
    mobile: str
    email: str
    reference: str
    account: str
    enterprise_number: str
    national_number: str = field(repr=False)
    address_solvency_code_id: str = field(repr=False)
    financial_solvency_code_id: str = field(repr=False)
    address_solvency_on: date | None = field(repr=False)
    financial_solvency_on: date | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class ContactDetail:
    """A way to reach a party. ``kind_code_id`` is of TQCOM."""

    detail_id: str
    party_id: str
    kind_code_id: str
    content: str = field(repr=False)
    comment: str = ""
    is_used: bool = False
    for_billing: bool = False
    in_mail_series: bool = False


@dataclass(frozen=True, slots=True)
class Address:
    """An address of a party. ``kind_code_id`` is of TQAD."""

    address_id: str
    party_id: str
    kind_code_id: str
    street: str
    number: str
    box: str
    postal_code: str
    city: str
    country: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Message:
    """A web message. ``read_status_id`` is of TQSTATUS, ``direction_code_id`` of TQRICHTING."""

    message_id: str
    file_id: str
    file_type_id: str
    sender_id: str
    sender: str
    receiver_id: str
    receiver: str
    subject: str
    body: str = field(repr=False)
    sent_at: datetime | None
    read_status_id: str
    status_id: str
    status_since: datetime | None
    direction_code_id: str
    job_id: str
    tags: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message to send. Without a sender it comes from the user who calls."""

    receiver_id: str
    subject: str
    body: str = field(repr=False)
    sender_id: str = ""


@dataclass(frozen=True, slots=True)
class User:
    """A user of Tagor. Holds no password."""

    user_id: str
    party_id: str
    username: str
    name: str
    landline: str
    fax: str
    mobile: str
    email: str
    requires_2fa: bool


@dataclass(frozen=True, slots=True)
class NewUser:
    """A user to make, for an existing party or (without ``party_id``) a new one."""

    username: str
    name: str
    email: str
    password: str = field(repr=False)
    party_id: str = ""
    landline: str = ""
    fax: str = ""
    mobile: str = ""


@dataclass(frozen=True, slots=True)
class Permission:
    """A toggle of a user. Give ``code_id`` or ``code`` to save one."""

    code: str
    is_on: bool
    code_id: str = ""


@dataclass(frozen=True, slots=True)
class PermissionValue:
    """One value of a list of permissions. Of a party ``value_id`` is ``party|role``, both ids."""

    kind: PermissionKind
    value_id: str
    code: str = ""
    text: str = ""
