"""Finds receipts: by their code for anyone, by their act for the rooms."""

from portal.receipts.models import Receipt
from portal.receipts.receipt_code import read_code


def find_receipt(typed: str) -> Receipt | None:
    """The receipt with this code, however it was typed."""
    code = read_code(typed)
    return Receipt.objects.filter(code=code).first() if code else None


def find_newest(subject: str, *kinds: Receipt.Kind) -> Receipt | None:
    """The newest receipt for an act, of these kinds."""
    return Receipt.objects.filter(subject=subject, kind__in=kinds).order_by("-issued_at", "-pk").first()
