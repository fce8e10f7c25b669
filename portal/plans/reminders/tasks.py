"""The worker's run of reminders; each plans the next while anybody wants any."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from portal.plans.reminders.models import Subscription
from portal.plans.reminders.scheduling import RUN_LIMIT, plan_run, run

RUN_EVERY = timedelta(hours=1)
RUN_SOON = timedelta(minutes=1)


@task
def run_reminders() -> int:
    """One run; the next is planned first, so that a worker that dies half-way does not break the chain.

    Safe to run twice. Returns how many wishes were looked at.
    """
    if not Subscription.objects.exists():
        return 0
    plan_run(timezone.now() + RUN_EVERY)
    seen = run()
    if seen >= RUN_LIMIT:
        plan_run(timezone.now() + RUN_SOON)
    return seen
