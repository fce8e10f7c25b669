"""Plans the work of the worker, in the transaction of whoever asks."""

from datetime import datetime

from django.utils import timezone

from portal.outbox.models import Sweep
from portal.web.job_scheduling import Job

DELIVER = Job("portal.outbox.tasks.deliver")
SWEEP = Job("portal.outbox.tasks.sweep")


def plan_delivery(delivery_id: int, at: datetime) -> None:
    """Queue one look at a delivery. Two looks do no harm."""
    DELIVER.plan(at if at > timezone.now() else None, delivery_id=delivery_id)


def plan_sweep(at: datetime) -> None:
    """Have a sweep at that moment or earlier."""
    SWEEP.plan_or_advance_noted(at, note=Sweep)
