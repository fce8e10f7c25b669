"""The audit trail, read-only."""

from django.contrib import admin
from django.http import HttpRequest

from portal.audit.models import Event


@admin.register(Event)
class EventAdmin(admin.ModelAdmin[Event]):
    list_display = ("number", "at", "actor", "act", "file_id")
    list_filter = ("actor", "act")
    search_fields = ("file_id", "request_id")
    ordering = ("-number",)

    def has_add_permission(self, _request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, _request: HttpRequest, _obj: Event | None = None) -> bool:
        return False

    def has_delete_permission(self, _request: HttpRequest, _obj: Event | None = None) -> bool:
        return False
