"""Finds receipts: by their code for anyone, by their act for the rooms."""

from collections.abc import Iterable

from portal.receipts.models import Receipt
from portal.receipts.receipt_code import read_code


def find_receipt(typed: str) -> Receipt | None:
    """The receipt with this code, however it was typed."""
    code = read_code(typed)
    return Receipt.objects.filter(code=code).first() if code else None


def find_newest(subject: str, *kinds: Receipt.Kind) -> Receipt | None:
    """The newest receipt for an act, of these kinds."""
    return Receipt.objects.filter(subject=subject, kind__in=kinds).order_by("-issued_at", "-pk").first()


def find_codes(subjects: Iterable[str], *kinds: Receipt.Kind) -> dict[str, str]:
    """The codes of the receipts for these acts, of these kinds, by act."""
    found = Receipt.objects.filter(kind__in=kinds, subject__in=list(subjects))
    return dict(found.values_list("subject", "code"))
