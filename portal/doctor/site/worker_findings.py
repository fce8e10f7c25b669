"""Whether a worker runs, and what became of its tasks."""

from datetime import timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.doctor.heartbeat import AWAY_AFTER, find_age
from portal.web.examining import Finding, bad, ok, warn

WORKER_LATE, LATELY = timedelta(minutes=5), timedelta(days=1)
START = "Start one: manage.py db_worker."


def check_worker() -> Finding:
    """A task that is long overdue means that no worker runs, and so does a worker that gives no sign."""
    name, now, age = "site.worker", timezone.now(), find_age()
    oldest = DBTaskResult.objects.ready().order_by("run_after", "enqueued_at").first()
    waited = now - max(oldest.run_after, oldest.enqueued_at) if oldest else timedelta()
    if waited > WORKER_LATE:
        return bad(name, f"A task has waited for {_count_minutes(waited)}: no worker runs.", START)
    if age is None:
        return warn(name, "No worker was seen yet: nothing is sent, and nothing is deleted in time.", START)
    if age > AWAY_AFTER:
        return bad(name, f"No worker was seen for {_count_minutes(age)}.", START)
    failed = DBTaskResult.objects.failed().filter(finished_at__gt=now - LATELY).count()
    if failed:
        return warn(name, f"{failed} tasks failed in the last day.", "Look at the worker's log.")
    return ok(name, "A worker runs. No task is late, and none failed in the last day.")


def _count_minutes(time: timedelta) -> str:
    return f"{time.total_seconds() / 60:.0f} minutes"
