"""The last day of a pause, among what is still to come in a file."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from portal.file.models import Respite
from portal.file.news import DateAhead, FileNow
from portal.file.respite.selectors import find_pause
from portal.file.stored_rows import of_rows


@of_rows(Respite)
def list_dates_ahead(now: FileNow) -> Iterator[DateAhead]:
    """The last day of the pause, if the office gave one."""
    pause = now.find(Respite, find_pause)
    if pause is not None and pause.until is not None:
        yield DateAhead(pause.until, _("Until this day the office lets the file rest"))
