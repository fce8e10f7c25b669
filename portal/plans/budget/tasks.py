"""Forgets budgets in the worker."""

from datetime import datetime

from django.utils import timezone
from django_tasks import task

from portal.plans.budget.services import remove_old


@task
def forget_budgets() -> int:
    """Remove what is kept too long. Safe to run at any time; how many were removed."""
    return remove_old(timezone.now())


def plan_forgetting(at: datetime) -> None:
    """Look again when a budget's time is over."""
    forget_budgets.using(run_after=at).enqueue()
