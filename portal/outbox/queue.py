"""Plans the worker's tasks, in the transaction of the caller."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from portal.outbox.models import Sweep
from portal.web.job_scheduling import Job

DELIVER = Job("portal.outbox.tasks.deliver")
SWEEP = Job("portal.outbox.tasks.sweep")


def plan_delivery(delivery_id: int, at: datetime) -> None:
    """Queue one handling of a delivery. A second one does no harm."""
    DELIVER.plan(at if at > timezone.now() else None, delivery_id=delivery_id)


def list_next_runs(most: int) -> dict[UUID, int]:
    """The first runs of the queue that are due to look at a delivery, and at which each looks."""
    due = DBTaskResult.objects.ready().filter(task_path=DELIVER.path)
    return {run: told["kwargs"]["delivery_id"] for run, told in due.values_list("pk", "args_kwargs")[:most]}


def drop_runs(runs: Iterable[UUID]) -> None:
    """What these runs were for is done. One that another worker has begun goes on, and does no harm."""
    DBTaskResult.objects.filter(pk__in=list(runs), status=TaskResultStatus.READY).delete()


def plan_sweep(at: datetime) -> None:
    """Make sure of a sweep at that time or earlier."""
    SWEEP.plan_or_advance_noted(at, note=Sweep)
