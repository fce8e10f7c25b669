"""Looks at many deliveries at once: each waits for its own call, and for the others of its lane alone."""

import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from django.db import connection, connections

MOST_AT_ONCE = 16
"""Each holds a connection of the database: DATABASE_POOL_SIZE has room for them."""
LONGEST_S = 5.0
"""After that no more are begun: a worker that is told to end does so in time, and other work has its turn."""


def look_at_all(delivery_ids: Sequence[int], look: Callable[[int], object]) -> None:
    """Look at each once, the first of them in any case; when the time is over the rest is left.

    Returns when all that were begun are done. Raises the first fault, after all the others. One alone, or
    within a transaction that other threads would not see, is done here.
    """
    if len(delivery_ids) == 1 or connection.in_atomic_block:
        for one in delivery_ids:
            look(one)
        return
    waiting, ends_at = deque(delivery_ids), time.monotonic() + LONGEST_S
    most = min(MOST_AT_ONCE, len(waiting))
    with ThreadPoolExecutor(most, thread_name_prefix="deliveries") as crew:
        ended = [crew.submit(_work_off, waiting, look, ends_at) for _each in range(most)]
    for one_thread in ended:
        one_thread.result()


def _work_off(waiting: deque[int], look: Callable[[int], object], ends_at: float) -> None:
    try:
        while True:
            try:
                one = waiting.popleft()
            except IndexError:
                return
            look(one)
            if time.monotonic() >= ends_at:
                return
    finally:
        connections.close_all()
