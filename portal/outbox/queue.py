"""Plans the work of the worker, in the transaction of whoever asks."""

from datetime import datetime

from django.utils import timezone

from portal.outbox.models import Sweep
from portal.web.planning import plan_or_advance_noted


def plan_delivery(delivery_id: int, at: datetime) -> None:
    """Queue one look at a delivery. Two looks do no harm."""
    from portal.outbox.tasks import deliver  # noqa: PLC0415 - the tasks stand on the moves that plan them

    run_after = at if at > timezone.now() else None
    deliver.using(run_after=run_after).enqueue(delivery_id=delivery_id)


def plan_sweep(at: datetime) -> None:
    """Have a sweep at that moment or earlier."""
    from portal.outbox.tasks import sweep  # noqa: PLC0415 - as above

    plan_or_advance_noted(sweep, at, note=Sweep)
