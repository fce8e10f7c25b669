"""By the number people call them by: conversations, M-000123 or M-000123-2; contact details, A-000123."""

import re
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.desk.search.sources import Asked, Hit, Source
from portal.messages.contact.presenters import describe_state
from portal.messages.desk.selectors import get_thread
from portal.messages.models import UNCONFIRMED, ContactChange
from portal.office.selectors import get_office
from portal.web.formats import pair

CONTACT = re.compile(r"A-?(\d{1,9})")
NUMBER = re.compile(r"M-?(\d{1,9})(?:-\d{1,6})?")


class Conversations(Source):
    """What somebody wrote, or the office."""

    title, permission = pgettext_lazy("file", "Messages"), "talk.view_thread"

    def find(self, asked: Asked) -> Iterator[Hit]:
        """As ``Source``."""
        match = NUMBER.fullmatch(asked.plain)
        found = get_thread(get_office(), int(match[1])) if match else None
        if found is not None:
            href = reverse("message-desk:thread", args=[found.pk])
            yield Hit(found.number, str(found.get_kind_display()), href, is_exact=True)


class ContactChanges(Source):
    """A new address or number that somebody confirmed, by the number of it; it opens their file."""

    title, permission = _("New contact details"), "desk.search_files"

    def find(self, asked: Asked) -> Iterator[Hit]:
        """As ``Source``."""
        match = CONTACT.fullmatch(asked.plain)
        confirmed = ContactChange.objects.filter(office=get_office()).exclude(state__in=UNCONFIRMED)
        found = confirmed.filter(pk=int(match[1])).first() if match else None
        if found is not None:
            href = reverse("case:case", args=[found.file_id])
            yield Hit(
                found.number, pair(found.get_kind_display(), describe_state(found)[1]), href, is_exact=True
            )
