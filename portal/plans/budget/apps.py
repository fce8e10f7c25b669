from portal.web.room import Room


class BudgetConfig(Room):
    name = "portal.plans.budget"
    label = "budget"
    verbose_name = "Budgets"
    retention = ("portal.plans.budget.services.KEEPING",)
