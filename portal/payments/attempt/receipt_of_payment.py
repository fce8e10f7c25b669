"""Receipts of a payment: one when the office has received the money, one when it is booked."""

from portal.payments.models import Attempt, State
from portal.receipts.models import Receipt
from portal.receipts.selectors import find_newest
from portal.receipts.services import issue_receipt

_KINDS = {
    State.SEEN: Receipt.Kind.PAYMENT_SEEN,
    State.BOOKED: Receipt.Kind.PAYMENT_BOOKED,
}


def issue_payment_receipt(attempt: Attempt) -> Receipt | None:
    """Issue the receipt for the current state, if there is one. Call it in the transaction of the change."""
    kind = _KINDS.get(State(attempt.state))
    if kind is None:
        return None
    facts = {
        "file_number": attempt.file_name,
        "reference": attempt.reference,
        "amount_cents": attempt.received_cents or attempt.amount_cents,
    }
    return issue_receipt(
        kind, subject=attempt.reference, file_id=attempt.file_id, party_id=attempt.party_id, facts=facts
    )


def find_payment_receipt(attempt: Attempt) -> Receipt | None:
    """The newest receipt of a payment."""
    return find_newest(attempt.reference, *_KINDS.values())


def get_receipt_code(attempt: Attempt) -> str:
    """The code of that receipt, or ""."""
    receipt = find_payment_receipt(attempt)
    return receipt.code if receipt else ""
