"""Work from deliveries: those given up wait for a person."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.desk.work import Alert, Work, WorkItem
from portal.office.selectors import get_office
from portal.outbox.models import Delivery
from portal.outbox.presenters import describe_reason, get_title
from portal.outbox.selectors import list_given_up


class GivenUp(Work):
    """Given-up deliveries: staff retry or drop them."""

    kind = "delivery-given-up"
    title = _("Failed deliveries")
    permission = "outbox.manage_deliveries"
    since = "ended_at"
    page = "outbox:deliveries"
    done_by = ("delivery-retried", "delivery-dropped")
    alerts = (Alert("delivery-given-up", _("A delivery that failed")),)

    def list_rows(self) -> "QuerySet[Delivery]":
        """Those that were given up."""
        return list_given_up(get_office())

    def make_item(self, row: Any) -> WorkItem:
        """What could not be delivered, and why."""
        return WorkItem(
            file_id=row.file_id,
            fact=f"{get_title(row)}. {describe_reason(row)}".strip(),
            address=reverse("outbox:delivery", args=[row.pk]),
        )
