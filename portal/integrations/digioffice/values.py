"""A contact person as DigiOffice takes it, and its answer. Each name of the wire occurs here once."""

import re
import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

CONTAINS = "ContactPerson"
_GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_NIL = "00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True, slots=True)
class ContactPerson:
    """What is known of a contact person. Ids are GUIDs; what is "" or None is left out.

    ``digi_office_id`` is the ``global_id`` of an earlier import: with it that person is updated.
    """

    system_id: str = ""
    digi_office_id: str = ""
    company_name: str = ""
    number: str = ""
    crm_company_id: str = ""
    crm_person_id: str = ""
    job_title: str = ""
    phone: str = ""
    mobile: str = ""
    email: str = ""
    company_id: str = ""
    blocked: bool | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """The header of a message. Keep it, and pass it again when the same message is sent again."""

    message_id: str
    sent_at: datetime

    @classmethod
    def make(cls, *, now: datetime) -> "Message":
        """A new header for a new message; ``now`` must have a time zone."""
        return cls(str(uuid.uuid4()), now)


@dataclass(frozen=True, slots=True)
class ImportedContact:
    """The ids that DigiOffice assigned: its own, and the GUID that identifies the person next time."""

    contact_person_id: str
    global_id: str
    message_id: str = field(default="", compare=False)


GUIDS = {
    "system_id": "systemId",
    "digi_office_id": "digiOfficeId",
    "crm_company_id": "crmCompanyId",
    "crm_person_id": "crmPersonId",
    "company_id": "companyId",
}
_TEXTS = {
    "company_name": "companyName4ps",
    "number": "no",
    "job_title": "jobTitle",
    "phone": "phoneNo",
    "mobile": "mobilePhoneNo",
    "email": "eMail",
}


def is_guid(text: str) -> bool:
    """Whether it is a GUID with hyphens that identifies something: the all-zero one does not."""
    return _GUID.fullmatch(text) is not None and text != _NIL


def write_data(person: ContactPerson) -> dict[str, Any]:
    """The ``Data`` of a message."""
    named = {**GUIDS, **_TEXTS}
    data: dict[str, Any] = {
        wire: getattr(person, name) for name, wire in named.items() if getattr(person, name)
    }
    return data if person.blocked is None else {**data, "blocked": person.blocked}


def write_header(message: Message, sender: str) -> dict[str, str]:
    """The ``Header`` of a message. Raises: ValueError for a moment without zone."""
    if message.sent_at.tzinfo is None:
        raise ValueError("a moment with its zone is wanted")
    return {
        "Contains": CONTAINS,
        "Date": message.sent_at.isoformat(timespec="seconds"),
        "MessageID": message.message_id,
        "Sender": sender,
    }
