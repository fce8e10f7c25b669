"""What SQLite knows of its own tables: without it the planner takes an index of one value for a good one.

PostgreSQL sees to that by itself.
"""

from typing import Any

from django.db import connection

LARGEST_SAMPLE = 1000
"""Rows of each index that are looked at, so that it takes no time whatever the tables hold."""


def refresh_once(*, sender: Any, **_told: Any) -> None:
    """After ``migrate``, which tells every app that it has run: for one of them."""
    if sender.label == "office":  # one that has tables: the others are not told
        refresh_statistics()


def refresh_statistics() -> None:
    """Count anew: once the tables have been changed, and once a day as they grow."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit = {LARGEST_SAMPLE}")
        cursor.execute("ANALYZE")
