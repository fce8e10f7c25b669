"""The worker's backlog: due tasks, and how long the oldest has been due."""

from django.db.models import Min
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.doctor.metrics import Metric, get_age_s


def count_tasks() -> Metric:
    """How many tasks wait although they are due, and how many run."""
    due = DBTaskResult.objects.ready().count()
    running = DBTaskResult.objects.running().count()
    return Metric("portal_tasks", "Tasks of the worker, by state.", "state", {"due": due, "running": running})


def measure_lag() -> Metric:
    """How long the oldest due task has been waiting."""
    now = timezone.now()
    planned = DBTaskResult.objects.ready().filter(run_after__lte=now)
    # A task without a time of its own has the last day of the calendar: it is due since it was queued.
    at_once = DBTaskResult.objects.ready().filter(run_after__gt=now)
    ages_s = (
        get_age_s(planned.aggregate(oldest=Min("run_after"))["oldest"]),
        get_age_s(at_once.aggregate(oldest=Min("enqueued_at"))["oldest"]),
    )
    text = "Age of the oldest task of the worker that is due."
    return Metric("portal_task_lag_seconds", text, "queue", {"default": max(ages_s)})
