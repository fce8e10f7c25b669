"""Results of the worker's runs are kept for a month, to help investigate failures."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from portal.web.retention import Retention, find_daily

LIBRARY_WORDS = (
    _("Task Result"),
    _("Task Results"),
    _("enqueued at"),
    _("started at"),
    _("finished at"),
    _("args kwargs"),
    _("priority"),
    _("task path"),
    _("worker id"),
    _("queue name"),
    _("backend name"),
    _("run after"),
    _("return value"),
    _("exception class path"),
    _("traceback"),
)
"""What the library calls these results in the admin; it has no catalogue of its own."""

ENDED = (TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED)


def delete_old(now: datetime) -> int:
    """Delete the results of runs that ended long ago. How many."""
    before = now - timedelta(days=settings.TASK_RETENTION_DAYS)
    return DBTaskResult.objects.filter(status__in=ENDED, finished_at__lt=before).delete()[0]


RETENTION = Retention("runs of the worker", delete_old, find_daily(DBTaskResult.objects.all))
