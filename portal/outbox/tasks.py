"""The worker's tasks: one handles one delivery, and a sweep catches whatever the queue lost."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from portal.outbox import services
from portal.outbox.crew import handle_all
from portal.outbox.models import Delivery, State
from portal.outbox.pauses import SWEEP_EVERY, SWEEP_RARELY
from portal.outbox.queue import drop_runs, list_next_runs, plan_delivery, plan_sweep
from portal.outbox.selectors import has_any, has_open
from portal.outbox.sender import handle_read
from portal.web.retention import see_to_forgetting

SWEEP_LIMIT = 50
"""Most deliveries of one sweep: other work waits for it."""
MOST_ALONG = 128
"""Most deliveries that one run takes along: other work waits for them."""
SWEEP_SOON = timedelta(seconds=1)
SKEW = timedelta(seconds=5)
"""How far the clocks of two machines may differ."""


@task
def deliver(delivery_id: int) -> str:
    """Send one delivery, or find out about it, and others beside it. Safe to run twice and at once.

    The others' own runs are taken out of the queue once they are done: a worker that dies on the way leaves
    them there. Returns the state of the delivery, for the record of the queue.
    """
    along = list_next_runs(MOST_ALONG)
    read = Delivery.objects.in_bulk([delivery_id, *along.values()])
    looked: set[int] = set()

    def handle(one: Delivery) -> None:
        if not handle_read(one):
            _wait_for_our_clock(one)
        looked.add(one.pk)

    wanted = dict.fromkeys([delivery_id, *along.values()])
    handle_all([read[one] for one in wanted if one in read], handle)
    drop_runs(run for run, one in along.items() if one in looked or one not in read)
    if delivery_id in read and delivery_id not in looked:  # its lane took all the time
        plan_delivery(delivery_id, timezone.now())
    return Delivery.objects.filter(pk=delivery_id).values_list("state", flat=True).first() or "gone"


def _wait_for_our_clock(delivery: Delivery) -> None:
    """Look again when the moment comes: the clock of the machine that planned this runs ahead of ours."""
    if delivery.state == State.WAITING and delivery.not_before is not None:
        wait = delivery.not_before - timezone.now()
        if timedelta() < wait <= SKEW:
            plan_delivery(delivery.pk, delivery.not_before)


@task(priority=1)
def sweep() -> int:
    """Handle what is due even if its task was lost, see that old rows are deleted, and plan the next sweep.

    The next is planned before this one begins, so that a worker that dies half-way breaks no chain. Returns
    how many deliveries were looked at.
    """
    if not has_any():
        return 0
    plan_sweep(timezone.now() + (SWEEP_EVERY if has_open() else SWEEP_RARELY))
    see_to_forgetting()
    looked = services.deliver_due(limit=SWEEP_LIMIT)
    if looked >= SWEEP_LIMIT:
        plan_sweep(timezone.now() + SWEEP_SOON)
    return looked
