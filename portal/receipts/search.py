"""Receipts, by their code."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.desk.search.sources import Asked, Hit, Source
from portal.receipts.selectors import find_receipt
from portal.web.formats import moment


class Receipts(Source):
    """What anybody with the code may check."""

    title, permission = _("Receipts"), "desk.search_files"

    def find(self, asked: Asked) -> Iterator[Hit]:
        """As ``Source``."""
        found = find_receipt(asked.plain)
        if found is not None:
            href = reverse("receipts:receipt", args=[found.code])
            yield Hit(found.code, moment(found.issued_at), href, is_exact=True)
