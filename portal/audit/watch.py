"""Plans the worker's hourly run that verifies the trail and copies its end."""

import logging
from datetime import timedelta

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from portal.web.job_scheduling import Job

logger = logging.getLogger(__name__)

WATCH = Job("portal.audit.tasks.watch")
EVERY = timedelta(hours=1)


def see_to_watching() -> None:
    """Make sure that a run is planned; checked at most once an hour, after the transaction."""
    transaction.on_commit(_plan, robust=True)


def _plan() -> None:
    if cache.add("audit-watched", 1, EVERY.total_seconds()):
        WATCH.plan_or_advance(timezone.now() + EVERY)
