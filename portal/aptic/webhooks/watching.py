"""Once a day Aptic is asked what it tells us; when that is not what is wanted, it waits for a person."""

from datetime import timedelta

from django.utils import timezone

from portal.aptic.actions.selectors import list_wanted
from portal.aptic.models import WebhookDrift
from portal.aptic.webhooks.registration import Situation, get_situation
from portal.office.models import Office
from portal.web.job_scheduling import Job

LOOK_EVERY = timedelta(days=1)
LOOK = Job("portal.aptic.webhooks.tasks.look_at_webhooks")


def look(office: Office) -> None:
    """Ask, and keep whether they differ. Raises: the errors of a call; then what was known stays."""
    note_situation(office, get_situation(office))


def note_situation(office: Office, situation: Situation) -> None:
    """Keep whether they differ; the next look is planned as long as anything is wanted."""
    if situation.wanted and not situation.drift.is_none:
        WebhookDrift.objects.get_or_create(office=office, defaults={"found_at": timezone.now()})
    else:
        WebhookDrift.objects.filter(office=office).delete()
    plan_look(office)


def plan_look(office: Office) -> None:
    """Once a day, while the office wants to be told of anything."""
    if list_wanted(office):
        LOOK.plan_unless_planned(timezone.now() + LOOK_EVERY)
