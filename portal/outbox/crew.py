"""Looks at many deliveries at once: each waits for its own call, and for the others of its lane alone."""

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from django.db import connection, connections

MOST_AT_ONCE = 16
"""Each holds a connection of the database: DATABASE_POOL_SIZE has room for them."""


def look_at_all(delivery_ids: Sequence[int], look: Callable[[int], object]) -> None:
    """Look at each once; returns when all are done. Raises the first fault, after all the others.

    One alone, or within a transaction that other threads would not see, is done here.
    """
    if len(delivery_ids) == 1 or connection.in_atomic_block:
        for one in delivery_ids:
            look(one)
        return
    waiting = deque(delivery_ids)
    most = min(MOST_AT_ONCE, len(waiting))
    with ThreadPoolExecutor(most, thread_name_prefix="deliveries") as crew:
        ended = [crew.submit(_work_off, waiting, look) for _each in range(most)]
    for one_thread in ended:
        one_thread.result()


def _work_off(waiting: deque[int], look: Callable[[int], object]) -> None:
    try:
        while waiting:
            try:
                one = waiting.popleft()
            except IndexError:  # another thread was faster
                return
            look(one)
    finally:
        connections.close_all()
