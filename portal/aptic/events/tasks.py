"""The worker's task: handle events, and plan the next sweep."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from portal.aptic.events.models import Event, State
from portal.aptic.events.processing import act_on_due
from portal.aptic.events.receiving.store import plan_sweep
from portal.web.retention import see_to_forgetting

SWEEP_LIMIT = 500
"""Most events of one sweep: other work waits for it."""
SWEEP_SOON = timedelta(seconds=10)
"""While events arrive: one may have been stored just when a sweep began."""
SWEEP_RARELY = timedelta(hours=1)
CROWD_LIFE = timedelta(minutes=2)


@task(priority=1)
def sweep() -> int:
    """Handle what is due, and plan the next sweep while any event is stored.

    The next is planned before this one begins, so that a worker that dies half-way breaks no chain. Safe to
    run twice or concurrently. Returns how many events were handled.
    """
    now = timezone.now()
    newest = Event.objects.order_by("-pk").values_list("received_at", flat=True).first()
    if newest is None:
        return 0
    is_busy = newest > now - CROWD_LIFE or Event.objects.filter(state=State.RECEIVED).exists()
    plan_sweep(now + (SWEEP_SOON if is_busy else SWEEP_RARELY))
    see_to_forgetting()
    done = act_on_due(limit=SWEEP_LIMIT)
    if done >= SWEEP_LIMIT:
        plan_sweep(timezone.now())
    return done
