"""Plan requests and the office's rules, to read only."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from portal.plans.models import ChangeRequest, Counter, PlanRule, Proposal


class ReadOnlyAdmin(admin.ModelAdmin[Any]):
    """Requests and answers can be viewed, never edited."""

    def has_add_permission(self, _request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, _request: HttpRequest, _obj: object = None) -> bool:
        return False

    def has_delete_permission(self, _request: HttpRequest, _obj: object = None) -> bool:
        return False


@admin.register(Proposal)
class ProposalAdmin(ReadOnlyAdmin):
    list_display = ("number", "state", "file_id", "kind", "months", "monthly_cents", "created_at", "sent_at")
    list_filter = ("state", "kind", "outcome")
    search_fields = ("file_id",)
    exclude = ("token",)
    ordering = ("-created_at",)


@admin.register(Counter)
class CounterAdmin(ReadOnlyAdmin):
    list_display = ("proposal", "state", "months", "monthly_cents", "expires_on")
    list_filter = ("state",)
    list_select_related = ("proposal",)


@admin.register(ChangeRequest)
class ChangeRequestAdmin(ReadOnlyAdmin):
    list_display = ("number", "state", "kind", "file_id", "created_at")
    list_filter = ("state", "kind")
    exclude = ("token",)


@admin.register(PlanRule)
class PlanRuleAdmin(ReadOnlyAdmin):
    """Rules decide about people: two of the staff change them, at the desk."""

    list_display = (
        "file_type_id",
        "from_cents",
        "to_cents",
        "minimum_cents",
        "longest_months",
        "auto_accepts",
        "proven_on",
        "seen_auto_accepts",
        "seen_at",
    )
    list_filter = ("auto_accepts",)
