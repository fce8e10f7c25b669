from django.apps import AppConfig


class BudgetConfig(AppConfig):
    name = "portal.plans.budget"
    label = "budget"
    verbose_name = "Budgets"
