"""Starts and stops reminders."""

from django.db import transaction
from django.utils import timezone

from portal.audit.actors import DEFENDANT
from portal.audit.models import Event
from portal.audit.services import record
from portal.file.visit import Visit
from portal.office.models import Office
from portal.plans.reminders.models import Subscription
from portal.plans.reminders.selectors import get_rules

ON, OFF = "reminders-on", "reminders-off"


@transaction.atomic
def subscribe(visit: Visit, *, office: Office, channel: str, days_before: int) -> Event:
    """Send reminders from now on, by one channel; what was asked before is replaced.

    Returns the audit event: its number is the receipt's. Raises: ValueError for a channel not offered.
    """
    if channel not in get_rules(office).channels:
        raise ValueError(channel)
    now = timezone.now()
    Subscription.objects.update_or_create(
        office=office,
        file_id=visit.file_id,
        party_id=visit.party_id,
        defaults={"channel": channel, "days_before": days_before, "since": now, "next_look_at": now},
    )
    details = {"channel": channel, "days_before": days_before, "party": visit.party_id}
    return record(ON, by=DEFENDANT, file_id=visit.file_id, details=details)


@transaction.atomic
def unsubscribe(visit: Visit) -> Event:
    """Send nothing any more, not even what is waiting: the subscription is checked just before sending."""
    Subscription.objects.filter(file_id=visit.file_id, party_id=visit.party_id).delete()
    return record_off(file_id=visit.file_id, party_id=visit.party_id)


def record_off(*, file_id: str, party_id: str) -> Event:
    """Says whose they were: several people of a file may have some."""
    return record(OFF, by=DEFENDANT, file_id=file_id, details={"party": party_id})
