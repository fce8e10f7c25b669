"""The date by which the office promised to answer."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.file.news import DateAhead, FileNow
from portal.file.stored_rows import of_rows
from portal.messages.models import State, Thread

MOST = 10


@of_rows(Thread)
def list_dates_ahead(now: FileNow) -> Iterator[DateAhead]:
    """Of this person's own conversations."""
    today = timezone.localdate()
    own = Thread.objects.filter(file_id=now.file_id, party_id=now.party_id).exclude(state=State.DRAFT)
    for thread in own.filter(state=State.WAITING, promised_on__gte=today).order_by("promised_on")[:MOST]:
        title = _("The office promises an answer: %(what)s") % {"what": thread.get_kind_display()}
        address = reverse("messages:conversation", args=[thread.token])
        yield DateAhead(thread.promised_on or today, title, address=address, link=_("See what was written"))
