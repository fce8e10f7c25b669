"""What was paid and what went back in a period, for accounting: one row for each movement.

The columns are named as the entries of a bank statement in ISO 20022 (camt.053), so that people who book
statements recognise them: BookgDt, Amt, Ccy, CdtDbtInd, EndToEndId, AcctSvcrRef, AddtlNtryInf.
"""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.utils import timezone

from portal.audit.actors import Actor
from portal.audit.services import record
from portal.payments.attempt.states import PAID
from portal.payments.models import Attempt, Reversal, State
from portal.web.spreadsheet import write_csv

MOST_ROWS = 20_000
HEADER = [
    *("BookgDt", "Amt", "Ccy", "CdtDbtInd", "EndToEndId", "AcctSvcrRef"),
    *("Provider", "Merchant", "File", "State", "AddtlNtryInf"),
]


def export_settlement(first: date, last: date, *, by: Actor) -> bytes:
    """CSV of the movements from ``first`` to ``last``; the trail records who exported it."""
    rows = sorted([*_list_paid(first, last), *_list_back(first, last)])[:MOST_ROWS]
    details = {"rows": len(rows), "from": first.isoformat(), "to": last.isoformat()}
    record("payments-settlement-exported", by=by, details=details)
    return write_csv(HEADER, rows)


def _list_paid(first: date, last: date) -> Iterator[list[str]]:
    is_paid = Q(state__in=(*PAID, State.SEEN, State.BOOKED)) | Q(received_cents__gt=0)
    paid = Attempt.objects.filter(is_paid, bank_at__date__range=(first, last))
    for attempt in paid.order_by("bank_at")[:MOST_ROWS]:
        on = timezone.localdate(attempt.bank_at)
        yield _make_row(attempt, on, cents=attempt.paid_cents, sign="CRDT", note=attempt.oddity)


def _list_back(first: date, last: date) -> Iterator[list[str]]:
    back = Reversal.objects.filter(found_at__date__range=(first, last)).select_related("attempt")
    for one in back[:MOST_ROWS]:
        on = timezone.localdate(one.found_at)
        yield _make_row(one.attempt, on, cents=one.amount_cents, sign="DBIT", note=one.kind)


def _make_row(attempt: Attempt, on: date, *, cents: int, sign: str, note: str) -> list[str]:
    return [
        on.isoformat(),
        f"{cents // 100}.{cents % 100:02d}",
        "EUR",
        sign,
        attempt.reference,
        attempt.payment_id or attempt.checkout_id,
        attempt.provider,
        attempt.merchant,
        attempt.file_name or attempt.file_id,
        attempt.state,
        note,
    ]
