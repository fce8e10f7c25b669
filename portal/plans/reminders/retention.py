"""Deletes reminders that were sent, or not needed, when no payment of theirs can still come."""

from datetime import timedelta

from portal.plans.reminders.models import Reminder
from portal.web.retention import delete_rows

LIFE = timedelta(days=60)
"""A reminder is made two weeks before its payment at the earliest, and never twice."""

RETENTION = delete_rows("reminders", Reminder.objects.all, field="created_at", get_life=lambda: LIFE)
