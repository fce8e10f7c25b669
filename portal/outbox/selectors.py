"""Deliveries, to look at."""

from django.db.models import QuerySet

from portal.office.models import Office
from portal.outbox.models import Delivery, State


def list_given_up(office: Office | None) -> QuerySet[Delivery]:
    """What a person must look at, oldest first."""
    found = Delivery.objects.filter(state=State.GIVEN_UP).order_by("ended_at", "pk")
    return found.filter(office=office) if office and office.pk else found
