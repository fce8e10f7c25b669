"""News of a file that is paused, for its first page."""

from django.utils.translation import gettext as _

from portal.file.models import Respite
from portal.file.news import LEAST_CENTS, FileNow, News
from portal.file.respite.selectors import find_pause
from portal.file.stored_rows import of_rows
from portal.web.formats import day

RANK = 10


@of_rows(Respite)
def find_pause_news(now: FileNow) -> News | None:
    """News that the office has paused the file.

    It says nothing about paying where there is nothing to pay, or where the office wants to be asked first.
    """
    pause = now.find(Respite, find_pause)
    if pause is None:
        return None
    title = _("The office has paused this file until further notice")
    if pause.until:
        title = _("The office has paused this file until %(day)s") % {"day": day(pause.until)}
    is_owing = now.balance_cents is None or now.balance_cents >= LEAST_CENTS
    text = _("You may still pay. Interest can still be added.") if is_owing and not now.is_stopped else ""
    return News(title, text, RANK, on_paper=True)
