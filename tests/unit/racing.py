"""Several processes at one row, played by threads with connections of their own.

The tests that use it need ``django_db(transaction=True)``.
"""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

COMMITS_AFTER_S = 0.5


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do everything at the same moment, each with a connection of its own; what came of it, in order."""
    barrier, results = threading.Barrier(len(acts)), dict[int, Any]()

    def act_alone(number: int) -> None:
        try:
            barrier.wait(timeout=30)
            results[number] = acts[number]()
        except Exception as error:  # noqa: BLE001 - compared by the test
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=act_alone, args=[number]) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return [results[number] for number in range(len(acts))]


def overlapping(first: Callable[[], Any], second: Callable[[], Any]) -> list[Any]:
    """Do the second after the first was done and before it is committed; what came of both."""
    is_done = threading.Event()

    def hold_back() -> Any:
        try:
            with transaction.atomic():
                result = first()
                is_done.set()
                threading.Event().wait(COMMITS_AFTER_S)
            return result
        finally:
            is_done.set()

    def follow() -> Any:
        is_done.wait(timeout=30)
        return second()

    return at_once(hold_back, follow)
