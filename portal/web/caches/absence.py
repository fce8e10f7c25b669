"""Whether the shared cache is away: asked by pages that need not load what talks to it."""

import logging
import threading
import time
from collections.abc import Iterable

from django.conf import settings

logger = logging.getLogger(__name__)

PAUSE_S = 1.0
"""So long nobody asks it again: a cache that hangs costs one request its time, not each."""
MOST_CHANGED = 50_000
"""Keys that this process remembers; when more were changed, all of the cache is forgotten."""
LOCKOUT = ":lockout:"
"""In the key of a count of wrong tries, which nobody but time takes back."""


class Absence:
    """Whether a cache is away, for all threads of this process."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.is_on = False
        self.ask_at = 0.0
        self.changed: set[str] = set()

    def begin(self, error: Exception) -> None:
        """It did not answer."""
        self.ask_at = time.monotonic() + PAUSE_S
        if not self.is_on:
            self.is_on = True
            logger.error("ALERT the cache is away: %s", type(error).__name__)

    def note(self, keys: Iterable[str]) -> None:
        """These hold something else now than it does."""
        if len(self.changed) <= MOST_CHANGED:
            self.changed.update(key for key in keys if LOCKOUT not in key)


_absences: dict[str, Absence] = {}


def get_absence(server: str) -> Absence:
    """The one of a server, for all threads of this process."""
    return _absences.setdefault(server, Absence())


def is_cache_away() -> bool:
    """Whether this process does without the shared cache now."""
    absence = _absences.get(str(settings.CACHES["default"].get("LOCATION", "")))
    return absence is not None and absence.is_on
