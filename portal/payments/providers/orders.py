"""The order of an attempt for a payment service: the same each time, so that it may be repeated."""

from django.urls import reverse

from portal.payments.models import Attempt
from portal.payments.providers.protocol import Order


def make_order(attempt: Attempt) -> Order:
    """The order of an attempt."""
    return Order(
        file_id=attempt.file_id,
        file_name=attempt.file_name,
        amount_cents=attempt.amount_cents,
        reference=attempt.reference,
        return_path=reverse("payments:return", args=[attempt.token]).lstrip("/"),
        language=attempt.language,
        token=attempt.token,
    )
