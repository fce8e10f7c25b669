"""Receipts, read-only."""

from django.contrib import admin
from django.http import HttpRequest

from portal.receipts.models import Receipt


@admin.register(Receipt)
class ReceiptAdmin(admin.ModelAdmin[Receipt]):
    list_display = ("code", "kind", "subject", "file_id", "issued_at")
    list_filter = ("kind",)
    search_fields = ("code", "subject", "file_id")

    def has_add_permission(self, _request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, _request: HttpRequest, _obj: Receipt | None = None) -> bool:
        return False

    def has_delete_permission(self, _request: HttpRequest, _obj: Receipt | None = None) -> bool:
        return False
