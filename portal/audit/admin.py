"""The audit trail, read-only."""

from django.contrib import admin

from portal.audit.models import Event
from portal.audit.read_only_admin import ReadOnlyAdmin


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    list_display = ("number", "at", "actor", "act", "file_id")
    list_filter = ("actor", "act")
    search_fields = ("file_id", "request_id")
    ordering = ("-number",)
