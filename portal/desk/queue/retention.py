"""Deletes who did which row of the queue, a year and more after the last change."""

from datetime import timedelta

from portal.desk.models import Hold
from portal.web.retention import delete_rows

KEEPING_DAYS = 400

RETENTION = delete_rows(
    "holds of work", Hold.objects.all, field="changed_at", get_life=lambda: timedelta(days=KEEPING_DAYS)
)
