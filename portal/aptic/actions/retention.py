"""Wipes what a run sent and got back EVENT_RETENTION_DAYS after it ended; that it was run is kept."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Min, QuerySet

from portal.aptic.models import ENDED, ServiceRun
from portal.web.retention import Retention


def tidy(now: datetime) -> int:
    """Wipe the inputs and answers of old runs once they expire. Returns how many were wiped."""
    over = _list_written().filter(ended_at__lt=now - _get_life())
    return over.update(input="", answer="")


def _find_next_end() -> datetime | None:
    first: datetime | None = _list_written().aggregate(first=Min("ended_at"))["first"]
    return first + _get_life() if first else None


def _list_written() -> QuerySet[ServiceRun]:
    return ServiceRun.objects.filter(state__in=ENDED).exclude(input="", answer="")


def _get_life() -> timedelta:
    return timedelta(days=settings.EVENT_RETENTION_DAYS)


RETENTION = Retention("runs of actions", tidy, _find_next_end)
