"""Plans the work of the worker, in the transaction of whoever asks."""

from datetime import datetime

from django_tasks_db.models import DBTaskResult

from portal.events.models import Sweep


def plan_sweep(at: datetime) -> None:
    """Have a sweep at that moment or earlier. Two that slip in at once become one again with the next run."""
    from portal.events.tasks import sweep  # noqa: PLC0415 - the task stands on what plans it

    known = Sweep.objects.filter(pk=1).values_list("task_id", flat=True).first()
    planned = DBTaskResult.objects.filter(pk=known, status="READY") if known else DBTaskResult.objects.none()
    run_after = planned.values_list("run_after", flat=True).first()
    if run_after is None:
        task = sweep.using(run_after=at).enqueue()
        Sweep.objects.update_or_create(pk=1, defaults={"task_id": task.id})
    elif run_after > at:
        planned.update(run_after=at)
