"""The worker's tasks by date: proposals of the office expire."""

from django_tasks import task

from portal.plans.models import ChangeRequest, Counter
from portal.plans.running.change_answers import expire_offer
from portal.plans.transitions import expire_counter as expire


@task
def expire_counter(counter_id: int) -> bool:
    """End a proposal of the office the day after its last one, unless it was answered. Safe to run twice."""
    counter = Counter.objects.select_related("proposal").filter(pk=counter_id).first()
    return counter is not None and expire(counter)


@task
def expire_offered_day(change_id: int) -> bool:
    """The same for another day that the office proposes for one payment."""
    change = ChangeRequest.objects.filter(pk=change_id).first()
    return change is not None and expire_offer(change)
