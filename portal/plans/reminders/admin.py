"""What the office allows, to change; reminders, to read only."""

from django.contrib import admin

from portal.audit.read_only_admin import ReadOnlyAdmin
from portal.audit.trailed_admin import TrailedAdmin
from portal.plans.reminders.models import Reminder, ReminderRules


@admin.register(ReminderRules)
class ReminderRulesAdmin(TrailedAdmin):
    trail_act = "reminder-rules"
    list_display = ("office", "is_on", "days_before", "quiet_from", "quiet_until", "most_per_week")


@admin.register(Reminder)
class ReminderAdmin(ReadOnlyAdmin):
    list_display = ("file_id", "due_on", "channel", "state", "reason", "created_at", "sent_at")
    list_filter = ("state", "channel")
    search_fields = ("file_id",)
