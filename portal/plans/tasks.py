"""What happens to requests by the calendar: the office's proposal runs out, old words are wiped."""

from datetime import datetime, time, timedelta

from django.utils import timezone
from django_tasks import task

from portal.plans.answer.answers import expire_counter as expire
from portal.plans.models import Counter, Proposal
from portal.plans.retention import wipe_old
from portal.web.planning import plan_unless_planned

TIDY_EVERY = timedelta(days=1)


@task
def expire_counter(counter_id: int) -> bool:
    """End a proposal of the office the day after its last one, unless it was answered. Safe to run twice."""
    counter = Counter.objects.select_related("proposal").filter(pk=counter_id).first()
    return counter is not None and expire(counter)


def plan_expiry(counter: Counter) -> None:
    """Plan the end of a proposal of the office, in the transaction that makes it."""
    day_after = datetime.combine(counter.expires_on + timedelta(days=1), time(0, 5))
    expire_counter.using(run_after=timezone.make_aware(day_after)).enqueue(counter_id=counter.pk)


@task
def tidy_plans() -> int:
    """Wipe what is kept too long, and plan the next run before: a worker that dies breaks no chain.

    Safe to run twice. How many requests lost their words.
    """
    if not Proposal.objects.exists():
        return 0
    plan_tidying()
    return wipe_old(timezone.now())


def plan_tidying() -> None:
    """See to it that a run is planned."""
    plan_unless_planned(tidy_plans, timezone.now() + TIDY_EVERY)
