"""Plan requests, by number: P-000123, C-000123."""

import re
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.desk.search.sources import Asked, Hit, Source
from portal.plans.models import ChangeRequest, Proposal

NUMBER = re.compile(r"([PC])-?(\d{1,9})")
MODELS: dict[str, Any] = {"P": Proposal, "C": ChangeRequest}


class Requests(Source):
    """Requests for a plan and to change one; they open their file."""

    title, permission = _("Requests for a payment plan"), "plans.view_proposal"

    def find(self, asked: Asked) -> Iterator[Hit]:
        """As ``Source``."""
        match = NUMBER.fullmatch(asked.plain)
        found = MODELS[match[1]].objects.filter(pk=int(match[2])).first() if match else None
        if found is not None:
            href = reverse("case:case", args=[found.file_id])
            if isinstance(found, ChangeRequest) and found.sent_at:
                href = reverse("plan-desk:change", args=[found.pk])
            yield Hit(found.number, found.get_state_display(), href, is_exact=True)
