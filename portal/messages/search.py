"""Conversations, by the number people call them by: M-000123, or that of one message in it, M-000123-2."""

import re
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import pgettext_lazy

from portal.desk.search.sources import Asked, Hit, Source
from portal.messages.desk.selectors import get_thread
from portal.office.selectors import get_office

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
