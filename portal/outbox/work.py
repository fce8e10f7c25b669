"""The work that deliveries make: what was given up waits for a person."""

from django.urls import reverse

from portal.desk.work import Work, WorkItem
from portal.office.selectors import get_office
from portal.outbox.models import Delivery
from portal.outbox.presenters import say_reason, say_title
from portal.outbox.selectors import list_given_up


class GivenUp(Work):
    """Staff try it again, or drop it."""

    kind = "delivery-given-up"
    page = "outbox:deliveries"
    permission = "outbox.manage_deliveries"

    def count(self) -> int:
        """How many were given up."""
        return list_given_up(get_office()).count()

    def list_items(self, *, limit: int) -> list[WorkItem]:
        """The first that were."""
        return [self._make(delivery) for delivery in list_given_up(get_office())[:limit]]

    def _make(self, delivery: Delivery) -> WorkItem:
        return WorkItem(
            kind=self.kind,
            file_id=delivery.file_id,
            fact=f"{say_title(delivery)}. {say_reason(delivery)}".strip(),
            since=delivery.ended_at or delivery.created_at,
            permission=self.permission,
            address=reverse("outbox:delivery", args=[delivery.pk]),
        )
