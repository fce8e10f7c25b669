"""Reading a long list batch by batch (context rows BATCH-SIZE and BATCH-NUMBER).

Neither the number of the first batch nor the end is documented: a batch shorter (or longer) than asked for
is the last, and so is one that starts like the one before it, from a server that does not page.
"""

from collections.abc import Callable
from typing import TypeVar

from portal.integrations.errors import UnexpectedResponse

T = TypeVar("T")
MOST_BATCHES = 100


def read_batches(
    fetch: Callable[[int], list[T]], *, size: int, get_id: Callable[[T], str], first: int = 1
) -> list[T]:
    """Everything ``fetch(batch_number)`` gives. Raises UnexpectedResponse when it never ends."""
    found: list[T] = []
    seen: set[str] = set()
    for number in range(first, first + MOST_BATCHES):
        batch = fetch(number)
        if not batch or get_id(batch[0]) in seen:
            return found
        found += batch
        seen.update(get_id(item) for item in batch)
        if len(batch) != size:
            return found
    raise UnexpectedResponse(f"a list goes on after {MOST_BATCHES} batches")
