"""Attempts, to read only."""

from django.contrib import admin
from django.http import HttpRequest

from portal.payments.models import Alert, Attempt


@admin.register(Attempt)
class AttemptAdmin(admin.ModelAdmin[Attempt]):
    list_display = (
        "reference",
        "file_id",
        "amount_cents",
        "kind",
        "state",
        "ambiguous",
        "created_at",
        "seen_at",
    )
    list_filter = ("state", "kind", "ambiguous")
    search_fields = ("reference", "file_id", "file_name")
    exclude = ("token", "sealed_redirect")

    def has_add_permission(self, _request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, _request: HttpRequest, _obj: Attempt | None = None) -> bool:
        return False

    def has_delete_permission(self, _request: HttpRequest, _obj: Attempt | None = None) -> bool:
        return False


@admin.register(Alert)
class AlertAdmin(admin.ModelAdmin[Alert]):
    list_display = ("attempt", "kind", "raised_at", "closed_at")
    list_filter = ("kind", ("closed_at", admin.EmptyFieldListFilter))
    search_fields = ("attempt__reference", "attempt__file_name")
    list_select_related = ("attempt",)

    def has_add_permission(self, _request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, _request: HttpRequest, _obj: Alert | None = None) -> bool:
        return False

    def has_delete_permission(self, _request: HttpRequest, _obj: Alert | None = None) -> bool:
        return False
