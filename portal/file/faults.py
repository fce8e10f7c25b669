"""Which facts a page lacks, and why."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from portal.integrations.errors import IntegrationError, OutcomeUnknown, Unavailable

logger = logging.getLogger(__name__)

AWAY = (Unavailable, OutcomeUnknown)
"""The faults of a system that does not answer. Asking the balance is a write: its time-out leaves a doubt."""


@dataclass(frozen=True, slots=True)
class Missing:
    """``away``: facts whose system did not answer. ``faulty``: facts whose answer cannot be trusted."""

    away: frozenset[str] = frozenset()
    faulty: frozenset[str] = frozenset()


def sort_faults(errors: Mapping[str, IntegrationError]) -> Missing:
    """Sort the faults of a page's facts, and note each in the log."""
    for name, error in errors.items():
        logger.warning("page lacks %s: %s", name, type(error).__name__)
    away = frozenset(name for name, error in errors.items() if isinstance(error, AWAY))
    return Missing(away=away, faulty=frozenset(errors) - away)
