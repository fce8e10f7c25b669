"""Looks at many deliveries at once: each waits for its own call, and for the others of its lane alone."""

import time
from collections import deque
from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any

from django.db import connection, connections

from portal.integrations.side_by_side import run_together
from portal.outbox.models import Delivery

MOST_AT_ONCE = 16
"""Each holds a connection of the database."""
CONNECTIONS_LEFT = 2
"""Of the pool, for what a delivery does side by side itself."""
LONGEST_S = 5.0
"""After that no more are begun: a worker that is told to end does so in time, and other work has its turn."""


def handle_all(deliveries: Sequence[Delivery], handle: Callable[[Delivery], object]) -> None:
    """Handle each once, those of a lane one after the other; when the time is over the rest is left.

    Returns when all that were begun are done. Raises the first fault, after all the others. One alone, or
    within a transaction that other threads would not see, is done here.
    """
    lanes = _sort_into_lanes(deliveries)
    if len(lanes) <= 1 or connection.in_atomic_block:
        for one in chain.from_iterable(lanes):
            handle(one)
        return
    ends_at = time.monotonic() + LONGEST_S
    most = min(count_places(connection.settings_dict), len(lanes))
    hands = {str(number): lambda: _work_off(lanes, handle, ends_at) for number in range(most)}
    for outcome in run_together(hands).values():
        if outcome.error is not None:
            raise outcome.error


def count_places(database: dict[str, Any]) -> int:
    """How many deliveries can go on at once; no more than DATABASE_POOL_SIZE has room for."""
    pool = database.get("OPTIONS", {}).get("pool")
    if not pool:
        return MOST_AT_ONCE
    return max(1, min(MOST_AT_ONCE, int(pool["max_size"]) - CONNECTIONS_LEFT))


def _sort_into_lanes(deliveries: Sequence[Delivery]) -> deque[list[Delivery]]:
    """The lane of the first one first; one that has no lane is alone."""
    lanes: dict[str | int, list[Delivery]] = {}
    for one in deliveries:
        lanes.setdefault(one.lane or one.pk, []).append(one)
    return deque(sorted(lane, key=lambda one: (one.due_at, one.pk)) for lane in lanes.values())


def _work_off(lanes: deque[list[Delivery]], handle: Callable[[Delivery], object], ends_at: float) -> None:
    try:
        while True:
            try:
                lane = lanes.popleft()
            except IndexError:
                return
            for one in lane:
                handle(one)
                if time.monotonic() >= ends_at:
                    return
    finally:
        connections.close_all()
