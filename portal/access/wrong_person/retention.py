"""Deletes reports of a wrong person some time after they were closed, and old ones that nobody closed."""

from datetime import timedelta

from portal.access.wrong_person.models import WrongPersonReport
from portal.web.retention import delete_rows

LIFE = timedelta(days=90)
LONGEST = timedelta(days=730)

RETENTION = delete_rows(
    "closed reports of a wrong person",
    lambda: WrongPersonReport.objects.filter(state=WrongPersonReport.State.CLOSED),
    field="closed_at",
    get_life=lambda: LIFE,
)
OPEN_RETENTION = delete_rows(
    "old reports of a wrong person", WrongPersonReport.objects.all, field="made_at", get_life=lambda: LONGEST
)
