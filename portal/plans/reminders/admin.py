"""What the office allows, to change; reminders, to read only."""

from django.contrib import admin
from django.http import HttpRequest

from portal.audit.trailed_admin import TrailedAdmin
from portal.plans.reminders.models import Reminder, ReminderRules


@admin.register(ReminderRules)
class ReminderRulesAdmin(TrailedAdmin):
    trail_act = "reminder-rules"
    list_display = ("office", "is_on", "days_before", "quiet_from", "quiet_until", "most_per_week")


@admin.register(Reminder)
class ReminderAdmin(admin.ModelAdmin[Reminder]):
    list_display = ("file_id", "due_on", "channel", "state", "reason", "created_at", "sent_at")
    list_filter = ("state", "channel")
    search_fields = ("file_id",)

    def has_add_permission(self, _request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, _request: HttpRequest, _obj: Reminder | None = None) -> bool:
        return False

    def has_delete_permission(self, _request: HttpRequest, _obj: Reminder | None = None) -> bool:
        return False
