"""Looks, in the worker, which reminders are due; every run plans the next as long as anybody wants any."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from portal.plans.reminders.models import Subscription
from portal.plans.reminders.services import RUN_LIMIT, plan_run, run

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
        plan_run(timezone.now() + RUN_SOON)
    return seen
