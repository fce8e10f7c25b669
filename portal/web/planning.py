"""Plans the runs of the worker's tasks, in the transaction of whoever asks.

Two plans that slip in at once do no harm: they become one again with the next run.
"""

from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult


def list_planned(task: Task[..., Any]) -> "QuerySet[DBTaskResult[..., Any]]":
    """The runs of a task that have not begun."""
    return DBTaskResult.objects.filter(task_path=task.module_path, status="READY")


def plan_unless_planned(task: Task[[], Any], at: datetime) -> None:
    """Plan a run when there is none."""
    if not list_planned(task).exists():
        task.using(run_after=at).enqueue()


def plan_or_advance(task: Task[[], Any], at: datetime) -> None:
    """Have a run at that moment or earlier: one that is planned for later is brought forward."""
    plan_unless_planned(task, at)
    list_planned(task).filter(run_after__gt=at).update(run_after=at)


def plan_or_advance_noted(task: Task[[], Any], at: datetime, *, note: type[Model]) -> None:
    """The same for a task that is planned all the time, by a note of which run is next.

    ``note``: a model of one row with ``task_id``, so that nobody searches the whole queue.
    """
    known = note._default_manager.filter(pk=1).values_list("task_id", flat=True).first()
    planned = DBTaskResult.objects.filter(pk=known, status="READY") if known else DBTaskResult.objects.none()
    run_after = planned.values_list("run_after", flat=True).first()
    if run_after is None:
        result = task.using(run_after=at).enqueue()
        note._default_manager.update_or_create(pk=1, defaults={"task_id": result.id})
    elif run_after > at:
        planned.update(run_after=at)
