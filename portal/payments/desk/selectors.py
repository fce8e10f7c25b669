"""Further queries for the page of one payment."""

from dataclasses import dataclass

from portal.file.reading import read
from portal.file.visit import visit_by_office
from portal.integrations.deadline import page_deadline
from portal.integrations.tagor.values.account import Line
from portal.payments.attempt.evidence import ALL_LINES
from portal.payments.models import Alert, Attempt, Booking, Refund
from portal.web.pages.page_deadlines import DESK_FILE_S

MOST_LINES = 50


@dataclass(frozen=True, slots=True)
class PaymentLines:
    """The lines of a file that reduce the debt, newest first; None when they cannot be read."""

    lines: tuple[Line, ...] | None
    claimed: dict[str, str]


def get_attempt(attempt_id: int) -> Attempt | None:
    """One payment."""
    return Attempt.objects.filter(pk=attempt_id).first()


def get_open_alert(attempt: Attempt, alert_id: int) -> Alert | None:
    """One of its alerts that still holds."""
    return attempt.alerts.filter(pk=alert_id, closed_at=None).first()


def find_booking(attempt: Attempt) -> Booking | None:
    """Its report to Tagor, when the portal reports it."""
    return Booking.objects.select_related("attempt").filter(attempt=attempt).first()


def get_refund(refund_id: int) -> Refund | None:
    """One refund."""
    return Refund.objects.select_related("attempt").filter(pk=refund_id).first()


def read_payment_lines(attempt: Attempt) -> PaymentLines:
    """Tagor's lines for the payment. Writes nothing in the file."""
    visit = visit_by_office(file_id=attempt.file_id, party_id=attempt.party_id)
    with page_deadline(DESK_FILE_S):
        reading = read(visit, ALL_LINES)
    reading.find_missing()
    told = reading.get(ALL_LINES)
    if told is None:
        return PaymentLines(None, {})
    paid = [line for line in told if line.total_cents < 0]
    paid.sort(key=lambda line: str(line.booked_on or ""), reverse=True)
    same_file = Attempt.objects.filter(file_id=attempt.file_id).exclude(line_id="")
    return PaymentLines(tuple(paid[:MOST_LINES]), dict(same_file.values_list("line_id", "reference")))
