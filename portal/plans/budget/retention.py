"""Deletes budgets BUDGET_RETENTION_DAYS after they were given."""

from portal.plans.budget.models import Budget
from portal.web.retention import delete_rows

RETENTION = delete_rows("budgets", Budget.objects.all, field="keep_until")
