"""What the office's own people would notice: mails and texts, shortcuts on a screen, solvency reports."""

from datetime import datetime
from typing import Literal

from portal.sandbox.store import Record


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
