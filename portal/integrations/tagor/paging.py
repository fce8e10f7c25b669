"""Reading a long list batch by batch (context rows BATCH-SIZE and BATCH-NUMBER).

Neither the number of the first batch nor the end is documented: a batch shorter (or longer) than asked for
is the last, and so is one that repeats what came before, from a server that does not page.
"""

from collections.abc import Callable, Iterator
from typing import TypeVar

from portal.integrations.errors import UnexpectedResponse

T = TypeVar("T")
MOST_BATCHES = 100


def iterate_batches(
    fetch: Callable[[int], list[T]],
    *,
    size: int,
    get_id: Callable[[T], str] | None = None,
    first: int = 1,
) -> Iterator[list[T]]:
    """The batches that ``fetch(batch_number)`` returns, each fetched when it is needed.

    With ``get_id`` a batch that starts with a row seen before is a repeat; without, one equal to the batch
    before it. Raises UnexpectedResponse when it never ends.
    """
    seen: set[str] = set()
    before: list[T] = []
    for number in range(first, first + MOST_BATCHES):
        batch = fetch(number)
        is_repeat = batch == before if get_id is None else bool(batch) and get_id(batch[0]) in seen
        if not batch or is_repeat:
            return
        yield batch
        if len(batch) != size:
            return
        before = batch
        if get_id is not None:
            seen.update(get_id(item) for item in batch)
    raise UnexpectedResponse(f"a list goes on after {MOST_BATCHES} batches")


def read_batches(
    fetch: Callable[[int], list[T]],
    *,
    size: int,
    get_id: Callable[[T], str] | None = None,
    first: int = 1,
) -> list[T]:
    """All rows that ``fetch(batch_number)`` returns: see ``iterate_batches``."""
    batches = iterate_batches(fetch, size=size, get_id=get_id, first=first)
    return [item for batch in batches for item in batch]
