"""Deletes where staff were signed in, a day after the longest session would have ended."""

from datetime import timedelta

from django.conf import settings

from portal.desk.models import StaffSession
from portal.web.retention import delete_rows

RETENTION = delete_rows(
    "sign-ins of staff",
    StaffSession.objects.all,
    field="began_at",
    get_life=lambda: timedelta(hours=settings.STAFF_SESSION_HOURS + 24),
)
