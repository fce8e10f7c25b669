"""Payments, by reference or by the number of their file."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.desk.search.sources import Asked, Hit, Source
from portal.payments.desk.presenters import present_row
from portal.payments.settling.register import Filters, list_payments

MOST = 10


class Payments(Source):
    """What somebody began to pay online."""

    title, permission = _("Payments"), "payments.view_attempt"

    def find(self, asked: Asked) -> Iterator[Hit]:
        """As ``Source``."""
        for attempt in list_payments(Filters(search=asked.text))[:MOST]:
            row = present_row(attempt)
            href = reverse("payment_desk:payment", args=[attempt.pk])
            text = f"{row.amount} · {row.state} · {row.at}"
            yield Hit(attempt.reference, text, href, is_exact=attempt.reference == asked.plain)
