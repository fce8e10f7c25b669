"""Plan requests, to read only."""

from django.contrib import admin
from django.http import HttpRequest

from portal.plans.models import Proposal


@admin.register(Proposal)
class ProposalAdmin(admin.ModelAdmin[Proposal]):
    list_display = ("number", "state", "file_id", "kind", "months", "monthly_cents", "created_at", "sent_at")
    list_filter = ("state", "kind")
    search_fields = ("file_id",)
    exclude = ("token",)
    ordering = ("-created_at",)

    def has_add_permission(self, _request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, _request: HttpRequest, _obj: Proposal | None = None) -> bool:
        return False

    def has_delete_permission(self, _request: HttpRequest, _obj: Proposal | None = None) -> bool:
        return False
