"""Deliveries, to read only; the desk's pages are where they are tried again or dropped."""

from django.contrib import admin
from django.http import HttpRequest

from portal.outbox.models import Delivery


@admin.register(Delivery)
class DeliveryAdmin(admin.ModelAdmin[Delivery]):
    list_display = ("id", "kind", "file_id", "state", "reason", "tries", "due_at", "not_before", "ended_at")
    list_filter = ("state", "kind")
    search_fields = ("file_id", "key")
    list_select_related = ("office",)
    ordering = ("-pk",)
    exclude = ("secret", "payload", "before", "result", "claim")

    def has_add_permission(self, _request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, _request: HttpRequest, _obj: Delivery | None = None) -> bool:
        return False

    def has_delete_permission(self, _request: HttpRequest, _obj: Delivery | None = None) -> bool:
        return False
