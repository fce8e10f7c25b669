"""Results of the worker's runs are kept for a month, to help investigate failures."""

from datetime import datetime, timedelta

from django.conf import settings
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from portal.web.retention import Retention, find_daily

ENDED = (TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED)


def delete_old(now: datetime) -> int:
    """Delete the results of runs that ended long ago. How many."""
    before = now - timedelta(days=settings.TASK_RETENTION_DAYS)
    return DBTaskResult.objects.filter(status__in=ENDED, finished_at__lt=before).delete()[0]


RETENTION = Retention("runs of the worker", delete_old, find_daily(DBTaskResult.objects.all))
