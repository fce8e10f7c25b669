"""Plans the work of the worker, in the transaction of whoever asks."""

from datetime import datetime

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.outbox.models import Sweep


def plan_delivery(delivery_id: int, at: datetime) -> None:
    """Queue one look at a delivery. Two looks do no harm."""
    from portal.outbox.tasks import deliver  # noqa: PLC0415 - the tasks stand on the moves that plan them

    run_after = at if at > timezone.now() else None
    deliver.using(run_after=run_after).enqueue(delivery_id=delivery_id)


def plan_sweep(at: datetime) -> None:
    """Have a sweep at that moment or earlier. Two that slip in at once become one again with the next run."""
    from portal.outbox.tasks import sweep  # noqa: PLC0415 - as above

    known = Sweep.objects.filter(pk=1).values_list("task_id", flat=True).first()
    planned = DBTaskResult.objects.filter(pk=known, status="READY") if known else DBTaskResult.objects.none()
    run_after = planned.values_list("run_after", flat=True).first()
    if run_after is None:
        task = sweep.using(run_after=at).enqueue()
        Sweep.objects.update_or_create(pk=1, defaults={"task_id": task.id})
    elif run_after > at:
        planned.update(run_after=at)
