"""How long a page may wait for outside systems, in seconds, and the parts of a page that get less.

How it is kept: ``integrations.deadline``. A part that is not there in time is left out or replaced, and the
page says so. A slow system cannot occupy a thread for longer.
"""

import time

from django.conf import settings

DESK_FILE_S = 8.0
"""A page of staff that shows a file or a payment."""

DESK_SEARCH_S = 5.0
CRM_PAGE_S = 25.0
SECOND_CHECK_S = 4.0
"""The question after the letter: its answer is compared with what Tagor knows."""

OFFICE_IDENTITY_S = 1.5
FILE_NUMBERS_S = 1.0
CRM_NAMES_S = 2.0
"""The names behind bare ids, and how many records of another kind belong to one."""

PAYMENT_METHODS_S = 0.8


def get_person_page_s() -> float:
    """What a page of the person with a file may take: a setting of who runs the portal."""
    return float(settings.UPSTREAM_PAGE_DEADLINE_S)


def get_person_page_end() -> float:
    """The moment (``time.monotonic``) when such a page that begins now must end."""
    return time.monotonic() + get_person_page_s()
