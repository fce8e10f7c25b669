"""Plan requests to read only; the office's rules to write."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest

from portal.audit.actors import Actor
from portal.audit.services import record
from portal.plans.models import ChangeRequest, Counter, PlanRule, Proposal


class ReadOnlyAdmin(admin.ModelAdmin[Any]):
    """What people asked and were answered is looked at, never typed."""

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
class PlanRuleAdmin(admin.ModelAdmin[PlanRule]):
    list_display = (
        "file_type_id",
        "from_cents",
        "to_cents",
        "minimum_cents",
        "longest_months",
        "auto_accepts",
        "seen_auto_accepts",
        "seen_at",
    )
    list_filter = ("auto_accepts",)
    readonly_fields = ("seen_auto_accepts", "seen_at")

    def save_model(
        self,
        request: HttpRequest,
        obj: PlanRule,
        form: "ModelForm[PlanRule]",
        change: bool,  # noqa: FBT001 - Django's signature
    ) -> None:
        """Keep who changed what: rules decide about people."""
        super().save_model(request, obj, form, change)
        record("plan-rule-changed", by=Actor.staff(request.user), details=_describe(obj))

    def delete_model(self, request: HttpRequest, obj: PlanRule) -> None:
        """A rule that is gone leaves its values in the trail."""
        details = _describe(obj)
        super().delete_model(request, obj)
        record("plan-rule-deleted", by=Actor.staff(request.user), details=details)

    def delete_queryset(self, request: HttpRequest, queryset: "models.QuerySet[PlanRule]") -> None:
        """Several at once, each with its own event."""
        for rule in queryset:
            self.delete_model(request, rule)


def _describe(rule: PlanRule) -> dict[str, Any]:
    names = (
        "file_type_id",
        "from_cents",
        "to_cents",
        "minimum_cents",
        "longest_months",
        "earliest_days",
        "latest_days",
        "deposit_cents",
        "deposit_percent",
        "auto_accepts",
        "second_look_above_cents",
        "second_look_below_protected",
    )
    return {name: getattr(rule, name) for name in names}
