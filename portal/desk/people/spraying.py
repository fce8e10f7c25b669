"""Detects password spraying: one password tried at many names, by counting the names of an hour."""

import logging
import time

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from portal.audit.actors import SYSTEM
from portal.audit.services import record

logger = logging.getLogger(__name__)

HOUR_S = 3600
MOST_NAMES = 10
"""Names with a wrong password within an hour: an office at work has a few."""


def note_name(name: str) -> None:
    """Count a wrong password at this name, whether or not it exists. Alerts once an hour."""
    hour = int(time.time() // HOUR_S)
    mark = salted_hmac("portal.desk.spraying", name.casefold(), algorithm="sha256").hexdigest()
    if not cache.add(f"spraying:{hour}:{mark}", 1, HOUR_S):
        return
    counter = f"spraying:{hour}"
    cache.add(counter, 0, 2 * HOUR_S)
    if cache.incr(counter) == MOST_NAMES:
        record("staff-sign-in-spraying", by=SYSTEM, details={"names": MOST_NAMES})
        logger.error("ALERT wrong passwords of staff at %d names within an hour", MOST_NAMES)
