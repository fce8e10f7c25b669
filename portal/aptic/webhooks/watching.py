"""Once a day Aptic is asked what it tells us; when that is not what is wanted, it waits for a person."""

from django.utils import timezone

from portal.aptic.models import WebhookDrift
from portal.aptic.webhooks.registration import Situation, get_situation
from portal.office.models import Office


def check_situation(office: Office) -> None:
    """Ask, and store whether they differ. Raises: the errors of a call; then what was known stays."""
    note_situation(office, get_situation(office))


def note_situation(office: Office, situation: Situation) -> None:
    """Store whether they differ."""
    if situation.wanted and not situation.drift.is_none:
        WebhookDrift.objects.get_or_create(office=office, defaults={"found_at": timezone.now()})
    else:
        WebhookDrift.objects.filter(office=office).delete()
