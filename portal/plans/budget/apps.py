from django.utils.translation import gettext_lazy as _

from portal.web.room import Page, Room, Sealed


class BudgetConfig(Room):
    name = "portal.plans.budget"
    label = "budget"
    verbose_name = "Budgets"
    kept = ("portal.plans.budget.personal_data.KeptBudgets",)
    retention = ("portal.plans.budget.retention.RETENTION",)
    notices = ("portal.plans.rule_pages.rule_choices.find_figures_notice",)
    settings_pages = (
        Page(
            _("Protected income"),
            "protected-income:overview",
            "budget.view_protectedincome",
            _("The figures of each year, for budgets"),
            section="plans",
        ),
    )
    sealed = (
        Sealed(
            "budget.Budget",
            ("sealed",),
            purpose="portal.plans.budget.selectors.PURPOSE",
            what="a person's budget",
            kept="`BUDGET_RETENTION_DAYS`",
        ),
    )
