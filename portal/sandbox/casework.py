"""What office and clients do around a file: agenda, court dates, messages, mails; and who may look at it.

Times carry an offset; ids are 64-bit numbers as text; codes are those of the tables in ``seeds/codes.py``.
"""

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from portal.sandbox.store import Record


class AgendaItem(Record):
    """Something planned or done on a file. ``status`` is of TQSTATUS."""

    job_id: str
    at: datetime
    text: str
    subject: str = ""
    model: str = ""
    model_id: str = ""
    status: str = "GEPLAND"
    user_id: str = ""
    manual: bool = False
    blocked: bool = False


class CourtDate(Record):
    """A title (judgment) or an appearance. ``court`` is of TQRB, ``chamber`` of TQKAMER."""

    at: datetime
    court: str
    chamber: str
    text: str
    place: str = ""


class Letter(Record):
    """Something sent or received, as a row of the list of correspondence."""

    on: date
    text: str


class Message(Record):
    """A web message on a file. ``job_id`` is its task in the agenda; attachments are documents."""

    message_id: str
    job_id: str
    sender_id: str
    sender: str
    receiver_id: str
    receiver: str
    subject: str
    body: str
    at: datetime
    incoming: bool
    read: bool = False
    status_at: datetime
    attachment_ids: list[str] = Field(default_factory=list)
    tags: list[str] = Field(default_factory=list)


class LineNote(Record):
    """An info record on a financial line. ``code`` is of TQINFO."""

    note_id: str
    code: str
    text: str
    on: date | None


class Interest(Record):
    """A period of interest on a fixed line (2.00 only)."""

    code_id: str
    rate: str
    begins_on: date | None
    ends_on: date | None
    amount_cents: int
    principal_cents: int


class ContactDetail(Record):
    """A way to reach a party. ``kind_id`` is an id of TQCOM."""

    detail_id: str
    party_id: str
    kind_id: str
    content: str
    comment: str = ""
    used: bool = True
    billing: bool = False
    mail_in_series: bool = False


class User(Record):
    """Someone who may sign in to Tagor; extends a party.

    ``toggles`` are the codes that are switched on. ``lists`` are values by type (TPAR, TQDOSSOORT,
    TQDISGROEP, TQDOCSECURITY, TDOCM, WL_QRY_FIELD).
    """

    user_id: str
    party_id: str
    username: str
    name: str
    password: str = ""
    landline: str = ""
    fax: str = ""
    cellphone: str = ""
    email: str = ""
    requires_2fa: bool = False
    toggles: list[str] = Field(default_factory=list)
    lists: dict[str, list[str]] = Field(default_factory=dict)


class Sent(Record):
    """A mail or text. ``template`` is its code; file and party are "" where none was named."""

    sent_id: str
    at: datetime
    medium: Literal["mail", "text"]
    to: str
    template: str
    subject: str
    body: str
    file_id: str = ""
    party_id: str = ""


class Shortcut(Record):
    """A file put on a user's screen because of a call."""

    shortcut_id: str
    at: datetime
    user_id: str
    file_id: str
    phone: str
    direction: Literal["IN", "OUT"]


class Report(Record):
    """A solvency report: answers by question id."""

    report_id: str
    form_id: str
    at: datetime
    file_id: str
    party_id: str
    address_id: str
    answers: dict[str, str]
