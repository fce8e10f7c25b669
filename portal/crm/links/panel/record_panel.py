"""The files that a CRM record is joined to, and what was sent to it, for the page of the record."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.crm.links.models import Link, State
from portal.crm.records.contributions import Place, RecordPanel
from portal.file.known_numbers import read_numbers
from portal.office.selectors import get_office
from portal.outbox.models import Delivery
from portal.outbox.models import State as DeliveryState
from portal.outbox.presenters import KINDS_OF_STATE, get_title
from portal.web.formats import moment

MOST_FILES, MOST_SENT = 20, 5
KINDS = {State.CONFIRMED: "good", State.SUGGESTED: "info"}


def make_panel(place: Place) -> RecordPanel | None:
    """None for who may not see links, and for a record of no file."""
    if not place.user.has_perm("links.view_link"):
        return None
    links = Link.objects.filter(
        office=get_office().pk,
        system=place.system,
        resource=place.resource,
        record_id=place.record_id,
        state__in=KINDS,
    ).order_by("state", "-pk")[:MOST_FILES]
    found = list(links)
    if not found:
        return None
    shown: dict[str, Link] = {}
    for link in found:  # what is joined comes before what is suggested
        shown.setdefault(link.file_id, link)
    numbers = read_numbers(shown)
    files = [
        {
            "number": numbers[link.file_id],
            "href": reverse("links:panel", args=[link.file_id]),
            "kind_of_state": KINDS[State(link.state)],
            "state": _("joined") if link.state == State.CONFIRMED else _("perhaps, not joined yet"),
        }
        for link in shown.values()
    ]
    values = {"files": files, "sent": _list_sent(found)}
    return RecordPanel(pgettext("of a person", "Files"), "crm/links/_record.html", values)


def _list_sent(links: list[Link]) -> list[dict[str, str]]:
    """What went to this record from those files, the newest first."""
    sent = Delivery.objects.filter(
        file_id__in={link.file_id for link in links}, payload__link__in=[link.pk for link in links]
    ).order_by("-pk")[:MOST_SENT]
    return [
        {
            "title": get_title(one),
            "href": reverse("links:sent", args=[one.file_id, one.pk]),
            "kind_of_state": KINDS_OF_STATE[DeliveryState(one.state)],
            "state": str(DeliveryState(one.state).label),
            "when": moment(one.created_at),
        }
        for one in sent
    ]
