"""What the office's own people would notice: mails and texts, shortcuts on a screen, solvency reports."""

from datetime import datetime
from typing import Literal

from portal.sandbox.record import Record
from portal.sandbox.store import Store


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


class Desk:
    """Three lists, oldest first, stored as soon as they change."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.outbox: list[Sent] = []
        self.shortcuts: list[Shortcut] = []
        self.reports: list[Report] = []

    def load(self) -> None:
        read = self._store.read
        self.outbox = [Sent.model_validate_json(body) for body in read("sent").values()]
        self.shortcuts = [Shortcut.model_validate_json(body) for body in read("shortcut").values()]
        self.reports = [Report.model_validate_json(body) for body in read("report").values()]

    def clear(self) -> None:
        """Empties the lists; the caller clears the store."""
        self.outbox, self.shortcuts, self.reports = [], [], []

    def add_sent(self, sent: Sent) -> None:
        self.outbox.append(sent)
        self._store.put("sent", sent.sent_id, sent.model_dump_json())

    def add_shortcut(self, shortcut: Shortcut) -> None:
        self.shortcuts.append(shortcut)
        self._store.put("shortcut", shortcut.shortcut_id, shortcut.model_dump_json())

    def add_report(self, report: Report) -> None:
        self.reports.append(report)
        self._store.put("report", report.report_id, report.model_dump_json())
