"""Deliveries, to read only; the desk's pages are where they are tried again or dropped."""

from django.contrib import admin

from portal.audit.read_only_admin import ReadOnlyAdmin
from portal.outbox.models import Delivery


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    list_display = ("id", "kind", "file_id", "state", "reason", "tries", "due_at", "not_before", "ended_at")
    list_filter = ("state", "kind")
    search_fields = ("file_id", "key")
    list_select_related = ("office",)
    ordering = ("-pk",)
    exclude = ("secret", "payload", "before", "result", "claim")
