"""Plan requests, by number: P-000123, C-000123; and turning reminders on or off: R-000123."""

import re
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.audit.models import Event
from portal.audit.words import describe_act
from portal.desk.search.sources import Asked, Hit, Source
from portal.plans.models import ChangeRequest, Proposal
from portal.plans.reminders.presenters import make_receipt
from portal.plans.reminders.services import OFF, ON
from portal.web.formats import moment

REMINDERS = re.compile(r"R-?(\d{1,18})")
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


class ReminderReceipts(Source):
    """That somebody turned reminders on or off, by the number they were given; it opens their file."""

    title, permission = _("Reminders of payments"), "desk.search_files"

    def find(self, asked: Asked) -> Iterator[Hit]:
        """As ``Source``."""
        match = REMINDERS.fullmatch(asked.plain)
        acts = Event.objects.filter(act__in=(ON, OFF))
        found = acts.filter(number=int(match[1])).first() if match else None
        if found is not None:
            href = reverse("case:case", args=[found.file_id])
            text = f"{describe_act(found.act)}, {moment(found.at)}"
            yield Hit(make_receipt(found)["number"], text, href, is_exact=True)
