"""What the office allows, to change; reminders, to read only."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from portal.audit.actors import Actor
from portal.audit.services import record
from portal.plans.reminders.models import Reminder, ReminderRules


@admin.register(ReminderRules)
class ReminderRulesAdmin(admin.ModelAdmin[ReminderRules]):
    list_display = ("office", "is_on", "days_before", "quiet_from", "quiet_until", "most_per_week")

    def save_model(self, request: HttpRequest, obj: ReminderRules, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        super().save_model(request, obj, form, change)
        details = {"is_on": obj.is_on, "fields": sorted(form.changed_data)}
        record("reminder-rules-changed", by=Actor.staff(request.user), details=details)


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
