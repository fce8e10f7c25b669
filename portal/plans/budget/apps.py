from django.utils.translation import gettext_lazy as _

from portal.web.room import Page, Room


class BudgetConfig(Room):
    name = "portal.plans.budget"
    label = "budget"
    verbose_name = "Budgets"
    kept = ("portal.plans.budget.kept.KeptBudgets",)
    retention = ("portal.plans.budget.services.KEEPING",)
    settings_pages = (
        Page(
            _("Protected income"),
            "admin:budget_protectedincome_changelist",
            "budget.change_protectedincome",
            _("The figures of each year, for budgets"),
        ),
    )
