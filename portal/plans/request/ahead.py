"""The last moment to take a request back, or to answer the office’s counter-proposal."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.file.news import DateAhead, FileNow
from portal.file.stored_rows import of_rows
from portal.plans.models import OPEN, Proposal, State
from portal.plans.selectors import bring_to_today, find_open_counter


@of_rows(Proposal)
def list_dates_ahead(now: FileNow) -> Iterator[DateAhead]:
    """Of this person's own open request."""
    own = Proposal.objects.filter(file_id=now.file_id, party_id=now.party_id, state__in=OPEN)
    proposal = own.select_related("office").first()
    if proposal is None or not bring_to_today(proposal).is_open:
        return
    page = reverse("plans:sent", args=[proposal.token])
    if proposal.state == State.UNDO and proposal.undo_until and proposal.undo_until > timezone.now():
        until = timezone.localtime(proposal.undo_until)
        title = _("Until then you can take back your plan request")
        yield DateAhead(until.date(), title, at=until, address=page, link=_("See your request"))
    counter = find_open_counter(proposal) if proposal.state == State.COUNTERED else None
    if counter is not None:
        yield DateAhead(
            counter.expires_on,
            _("Last day to answer the plan of the office"),
            address=reverse("plans:counter", args=[proposal.token]),
            link=_("Look at the plan of the office"),
            calendar=_("Last day to answer"),
        )
