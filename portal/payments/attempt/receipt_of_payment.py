"""Receipts of a payment: one when the office has received the money, one when it is booked."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from portal.payments.models import Attempt, Reversal, State
from portal.receipts.models import Receipt, Undone
from portal.receipts.selectors import find_newest
from portal.receipts.services import issue_receipt
from portal.web.formats import money

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


def explain_since(receipt: Receipt) -> str:
    """That money of this payment went back, or, for a file paid in full, money of one of its payments."""
    undone = _find_undone(receipt) or Undone.objects.filter(receipt=receipt).first()
    if undone is None:
        return ""
    if undone.extent == Undone.Extent.OF_FILE:
        return _("Since then the bank took back a payment for this file.")
    if undone.extent == Undone.Extent.WHOLE:
        return _("Since then this whole payment went back to whoever paid.")
    gone = {"amount": money(undone.amount_cents)}
    return _("Since then a part of this payment went back to whoever paid: %(amount)s.") % gone


def store_undone(attempts: "QuerySet[Attempt]") -> None:
    """Store with their receipts what went back of payments that are about to be deleted. In a transaction."""
    of_payments = Q(kind__in=_KINDS.values(), subject__in=attempts.values("reference"))
    taken = Reversal.objects.filter(kind=Reversal.Kind.CHARGEBACK, attempt__in=attempts)
    of_files = Q(kind=Receipt.Kind.PAID_IN_FULL, file_id__in=taken.values("attempt__file_id"))
    for receipt in Receipt.objects.filter(of_payments | of_files):
        undone = _find_undone(receipt)
        if undone is not None:
            told = {"extent": undone.extent, "amount_cents": undone.amount_cents}
            Undone.objects.update_or_create(receipt=receipt, defaults=told)


def _find_undone(receipt: Receipt) -> Undone | None:
    """What the payments that are kept tell; not saved."""
    if receipt.kind == Receipt.Kind.PAID_IN_FULL:
        of_file = Reversal.objects.filter(attempt__file_id=receipt.file_id, attempt__charged_back_cents__gt=0)
        taken = of_file.filter(kind=Reversal.Kind.CHARGEBACK, found_at__gt=receipt.issued_at)
        return Undone(receipt=receipt, extent=Undone.Extent.OF_FILE) if taken.exists() else None
    if receipt.kind not in _KINDS.values():
        return None
    attempt = Attempt.objects.filter(reference=receipt.subject, file_id=receipt.file_id).first()
    if attempt is None or attempt.left_cents == attempt.paid_cents:
        return None
    extent = Undone.Extent.PART if attempt.left_cents else Undone.Extent.WHOLE
    return Undone(receipt=receipt, extent=extent, amount_cents=attempt.paid_cents - attempt.left_cents)
