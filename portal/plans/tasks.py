"""What happens to a request by the calendar: the office's proposal runs out."""

from datetime import datetime, time, timedelta

from django.utils import timezone
from django_tasks import task

from portal.plans.answers import expire_counter as expire
from portal.plans.models import Counter


@task
def expire_counter(counter_id: int) -> bool:
    """End a proposal of the office the day after its last one, unless it was answered. Safe to run twice."""
    counter = Counter.objects.select_related("proposal").filter(pk=counter_id).first()
    return counter is not None and expire(counter)


def plan_expiry(counter: Counter) -> None:
    """Plan the end of a proposal of the office, in the transaction that makes it."""
    day_after = datetime.combine(counter.expires_on + timedelta(days=1), time(0, 5))
    expire_counter.using(run_after=timezone.make_aware(day_after)).enqueue(counter_id=counter.pk)
