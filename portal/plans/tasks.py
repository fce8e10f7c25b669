"""What happens to requests by the calendar: the office's proposal runs out."""

from django_tasks import task

from portal.plans.answer.answers import expire_counter as expire
from portal.plans.models import Counter


@task
def expire_counter(counter_id: int) -> bool:
    """End a proposal of the office the day after its last one, unless it was answered. Safe to run twice."""
    counter = Counter.objects.select_related("proposal").filter(pk=counter_id).first()
    return counter is not None and expire(counter)
