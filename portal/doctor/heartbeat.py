"""A worker says once a minute that it runs: an office without work is not one without a worker."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import Error, connection
from django.utils import timezone

from portal.doctor.models import WorkerBeat

logger = logging.getLogger(__name__)

BEAT_EVERY_S = 60.0
AWAY_AFTER = timedelta(minutes=5)
"""So long without a sign, and no worker runs."""


@contextmanager
def beating() -> Iterator[None]:
    """A sign of life now and once a minute, until the block ends. By a thread: a task may take long."""
    ends = threading.Event()
    thread = threading.Thread(target=_beat_until, args=(ends,), name="heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ends.set()
        thread.join(timeout=BEAT_EVERY_S)


def find_age() -> timedelta | None:
    """How long ago a worker last gave a sign; None when none ever did."""
    at = WorkerBeat.objects.values_list("at", flat=True).filter(pk=1).first()
    return None if at is None else timezone.now() - at


def _beat_until(ends: threading.Event) -> None:
    while True:
        try:
            WorkerBeat.objects.update_or_create(pk=1, defaults={"at": timezone.now()})
        except Error as error:  # the worker itself says more of it
            logger.warning("no sign of life could be left: %s", type(error).__name__)
        finally:
            connection.close()
        if ends.wait(BEAT_EVERY_S):
            return
