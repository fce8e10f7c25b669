"""The worker's hourly check of the trail."""

import logging

from django.core.cache import cache
from django.utils import timezone
from django_tasks import task

from portal.audit.copies import CopyError, copy_head, find_lost, get_file, read_copies
from portal.audit.services import find_broken_link
from portal.audit.watch import EVERY, WATCH

logger = logging.getLogger(__name__)

DAY_S = 24 * 3600


@task
def watch() -> str:
    """Copy the end of the trail, and once a day verify all of it. A failure logs an ALERT.

    The next run is planned first. Safe to run twice. Returns the findings, as the task's result.
    """
    WATCH.plan_unless_planned(timezone.now() + EVERY)
    found = prove() if cache.add("audit-proved", 1, DAY_S) else ""
    if found:
        cache.delete("audit-proved")  # repeated each hour until somebody looks
    try:
        copy_head()
    except CopyError as error:
        logger.error("ALERT the end of the audit trail is not copied out: %s", error)  # noqa: TRY400 - all it has to say
        found = found or "not copied"
    return found


def prove() -> str:
    """What fails verification, as text; "" when all is well."""
    number = find_broken_link()
    if number is None and (file := get_file()) is not None and file.exists():
        try:
            number = find_lost(read_copies(file))
        except CopyError as error:
            logger.error("ALERT the copies of the audit trail cannot be read: %s", error)  # noqa: TRY400 - as above
            return "copies unreadable"
    if number is None:
        return ""
    logger.error("ALERT the audit trail does not hold from event %s on", number)
    return f"broken at {number}"
