"""Plan requests and the office's rules, to read only."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from portal.audit.read_only_admin import ReadOnlyAdmin
from portal.plans.models import ChangeRequest, Counter, PlanRule, Proposal


@admin.register(Proposal)
class ProposalAdmin(ReadOnlyAdmin):
    list_display = ("number", "state", "file_id", "kind", "in_force_months", "in_force_cents", "sent_at")
    list_select_related = ("agreed",)
    list_filter = ("state", "kind", "outcome")
    search_fields = ("file_id",)
    exclude = ("token",)
    ordering = ("-created_at",)

    @admin.display(description=_("months"))
    def in_force_months(self, proposal: Proposal) -> int:
        """By the terms in force."""
        return proposal.in_force.months

    @admin.display(description=_("cents a month"))
    def in_force_cents(self, proposal: Proposal) -> int:
        """By the terms in force."""
        return proposal.in_force.monthly_cents


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
