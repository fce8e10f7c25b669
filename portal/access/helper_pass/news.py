"""News about passes on a file's first page: the office ended one. Only for the person who gave it."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.access.helper_pass.models import HelperPass
from portal.file.news import FileNow, News
from portal.file.stored_rows import of_rows

RANK = 14
NEWS_FOR = timedelta(days=14)
"""How long it is news."""


@of_rows(HelperPass)
def find_ended_pass_news(now: FileNow) -> News | None:
    """The newest pass that the office ended; its page has the office's words."""
    if now.is_helper:
        return None
    own = HelperPass.objects.filter(file_id=now.file_id, party_id=now.party_id)
    by_office = own.filter(end_reason=HelperPass.End.OFFICE, ended_at__gt=timezone.now() - NEWS_FOR)
    ended = by_office.order_by("-ended_at", "-pk").first()
    if ended is None:
        return None
    title = _("The office ended the pass of %(name)s") % {"name": ended.name or _("your helper")}
    address = reverse("access:helper", args=[ended.pk])
    return News(title, "", RANK, address, _("See why"), kind="warn")
