"""Receipts, read-only."""

from django.contrib import admin

from portal.audit.read_only_admin import ReadOnlyAdmin
from portal.receipts.models import Receipt


@admin.register(Receipt)
class ReceiptAdmin(ReadOnlyAdmin):
    list_display = ("code", "kind", "subject", "file_id", "issued_at")
    list_filter = ("kind",)
    search_fields = ("code", "subject", "file_id")
