"""Looks, in the worker, which reminders are due; every run plans the next as long as anybody wants any."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from portal.reminders.models import Subscription
from portal.reminders.services import RUN_LIMIT, run

RUN_EVERY = timedelta(hours=1)
RUN_SOON = timedelta(minutes=1)


@task
def run_reminders() -> int:
    """One run, and the next one planned before it begins: a worker that dies half-way breaks no chain.

    Safe to run twice. Returns how many wishes were looked at.
    """
    if not Subscription.objects.exists():
        return 0
    plan_run(timezone.now() + RUN_EVERY)
    seen = run()
    if seen >= RUN_LIMIT:
        _list_planned().update(run_after=timezone.now() + RUN_SOON)
    return seen


def plan_run(at: datetime) -> None:
    """Plan a run, or bring the planned one forward. Two that slip in at once do no harm."""
    planned = _list_planned()
    if not planned.exists():
        run_reminders.using(run_after=at).enqueue()
    else:
        planned.filter(run_after__gt=at).update(run_after=at)


def _list_planned() -> "QuerySet[DBTaskResult[..., Any]]":
    return DBTaskResult.objects.filter(task_path=run_reminders.module_path, status="READY")
