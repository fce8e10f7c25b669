"""Which facts are missing on a page, and why."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from portal.integrations.errors import IntegrationError, OutcomeUnknown, Unavailable

logger = logging.getLogger(__name__)

AWAY = (Unavailable, OutcomeUnknown)
"""Errors of a system that does not answer. Asking for the balance is a write, so its time-out is a doubt."""


@dataclass(frozen=True, slots=True)
class Missing:
    """``away``: facts whose system did not answer. ``faulty``: facts whose answer cannot be trusted."""

    away: frozenset[str] = frozenset()
    faulty: frozenset[str] = frozenset()


def sort_faults(errors: Mapping[str, IntegrationError]) -> Missing:
    """Sort the errors of a page's facts, and log each."""
    for name, error in errors.items():
        logger.warning("page lacks %s: %s", name, type(error).__name__)
    away = frozenset(name for name, error in errors.items() if isinstance(error, AWAY))
    return Missing(away=away, faulty=frozenset(errors) - away)
