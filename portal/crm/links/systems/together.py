"""Parallel calls that count together: if one fails, all fail."""

from collections.abc import Callable, Mapping
from typing import Any

from portal.integrations.side_by_side import run_together


def ask_all(calls: Mapping[str, Callable[[], Any]]) -> dict[str, Any]:
    """The value of every call by its name. Raises: the first error of a call, once all have ended."""
    outcomes = run_together(calls)
    for outcome in outcomes.values():
        if outcome.error is not None:
            raise outcome.error
    return {name: outcome.value for name, outcome in outcomes.items()}
