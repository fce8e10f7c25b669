"""Turning reminders on and off among what a person did with the file: the number is that of the trail."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.access.helper_pass.scopes import allows
from portal.audit.models import Event
from portal.file.history import MOST_SHOWN, HistoryEntry
from portal.file.stored_rows import of_rows
from portal.file.visit import Visit
from portal.plans.reminders.presenters import make_receipt
from portal.plans.reminders.services import OFF, ON


@of_rows(Event)
def list_history_entries(visit: Visit) -> Iterator[HistoryEntry]:
    """Each time this person did; nothing to a helper, since reminders are the person's own."""
    if not allows(visit, "reminders:start"):
        return
    own = Event.objects.filter(file_id=visit.file_id, act__in=(ON, OFF), details__party=visit.party_id)
    for event in own.order_by("-number")[:MOST_SHOWN]:
        is_on = event.act == ON
        yield HistoryEntry(
            at=event.at,
            title=_("Reminders of your payments"),
            number=make_receipt(event)["number"],
            state=("good", _("Turned on")) if is_on else ("info", _("Turned off")),
            address=reverse("reminders:start"),
        )
