"""Deletes events that ended EVENT_RETENTION_DAYS after they came, and what they left behind here."""

from datetime import datetime

from portal.aptic.events.models import Event, PaymentLook, State, TimelineNote
from portal.file.models import get_event_life
from portal.web.retention import Retention, delete_rows

DELETE_AT_ONCE = 5000


def tidy(now: datetime) -> int:
    """Delete expired events that have ended, some thousands at once. Returns how many."""
    before = now - get_event_life()
    old = Event.objects.filter(received_at__lt=before).exclude(state=State.RECEIVED).order_by("received_at")
    oldest = list(old.values_list("pk", flat=True)[:DELETE_AT_ONCE])
    return Event.objects.filter(pk__in=oldest).delete()[0] if oldest else 0


def _find_next_end() -> datetime | None:
    ended = Event.objects.exclude(state=State.RECEIVED).order_by("received_at")
    first = ended.values_list("received_at", flat=True).first()
    return first + get_event_life() if first else None


RETENTION = Retention("events", tidy, _find_next_end)
KEEPING_LOOKS = delete_rows(
    "looks at payments", PaymentLook.objects.all, field="changed_at", get_life=get_event_life
)
KEEPING_NOTES = delete_rows(
    "notes for timelines", TimelineNote.objects.all, field="changed_at", get_life=get_event_life
)
