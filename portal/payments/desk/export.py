"""Payments for a spreadsheet: references, files and amounts; the trail records who exported how many."""

from django.utils import timezone

from portal.audit.actors import Actor
from portal.audit.services import record
from portal.payments.models import Attempt
from portal.payments.settling.register import Filters, list_payments
from portal.web.spreadsheet import write_csv

MOST_ROWS = 5000
HEADER = (
    "reference",
    "file",
    "asked",
    "paid",
    "state",
    "unusual",
    "by",
    "began",
    "bank",
    "seen",
    "booked",
)


def export(filters: Filters, *, by: Actor) -> bytes:
    """The newest of these payments as CSV, at most ``MOST_ROWS``. Amounts as "1234,56", times as ISO 8601."""
    rows = [_make_row(attempt) for attempt in list_payments(filters)[:MOST_ROWS]]
    details = {
        "rows": len(rows),
        "states": list(filters.states),
        "provider": filters.provider,
        "oddity": filters.oddity,
        "is_searched": bool(filters.search or filters.amount_cents is not None),
        "from": filters.created_from.isoformat() if filters.created_from else "",
        "to": filters.created_to.isoformat() if filters.created_to else "",
    }
    record("payments-exported", by=by, details=details)
    return write_csv(list(HEADER), rows)


def _make_row(attempt: Attempt) -> list[str]:
    stamps = (attempt.created_at, attempt.bank_at, attempt.seen_at, attempt.booked_at)
    return [
        attempt.reference,
        attempt.file_name or attempt.file_id,
        _write_amount(attempt.amount_cents),
        _write_amount(attempt.received_cents),
        attempt.state,
        attempt.oddity,
        attempt.provider,
        *(timezone.localtime(at).isoformat(timespec="seconds") if at else "" for at in stamps),
    ]


def _write_amount(cents: int | None) -> str:
    return "" if cents is None else f"{cents // 100},{cents % 100:02d}"
