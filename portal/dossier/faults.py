"""Which parts of a page are missing, and why."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from portal.integrations.errors import IntegrationError, OutcomeUnknown, Unavailable

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Missing:
    """``away``: parts whose system did not answer. ``faulty``: parts whose answer cannot be trusted."""

    away: frozenset[str] = frozenset()
    faulty: frozenset[str] = frozenset()


def sort_faults(errors: Mapping[str, IntegrationError]) -> Missing:
    """Sort the faults of a page's parts, and note each in the log."""
    for name, error in errors.items():
        logger.warning("page lacks %s: %s", name, type(error).__name__)
    away = frozenset(
        name for name, error in errors.items() if isinstance(error, Unavailable | OutcomeUnknown)
    )
    return Missing(away=away, faulty=frozenset(errors) - away)
