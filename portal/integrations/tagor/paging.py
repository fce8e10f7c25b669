"""Reading a long list batch by batch (context rows BATCH-SIZE and BATCH-NUMBER).

Neither the number of the first batch nor the end is documented: a batch shorter (or longer) than asked for
is the last, and so is one that repeats what came before, from a server that does not page.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, TypeVar

from portal.integrations.errors import UnexpectedResponse
from portal.integrations.side_by_side import run_together

T = TypeVar("T")
MOST_BATCHES = 100
WAVES = (1, 1, 1, 2, 4)
"""Batches asked for side by side; from then on ``WIDEST``. Few lists are long, so few calls come too many."""
WIDEST = 8


def read_batches(
    fetch: Callable[[int], list[T]],
    *,
    size: int,
    get_id: Callable[[T], str] | None = None,
    first: int = 1,
) -> list[T]:
    """All rows that ``fetch(batch_number)`` returns; it runs in any thread, also for batches past the end.

    With ``get_id`` a batch that starts with a row seen before is a repeat; without, one equal to the batch
    before it. Raises UnexpectedResponse when the list never ends.
    """
    seen: set[str] = set()
    before: list[T] = []
    rows: list[T] = []
    for batch in _fetch_in_waves(fetch, first):
        is_repeat = batch == before if get_id is None else bool(batch) and get_id(batch[0]) in seen
        if not batch or is_repeat:
            return rows
        rows += batch
        if len(batch) != size:
            return rows
        before = batch
        if get_id is not None:
            seen.update(get_id(item) for item in batch)
    raise UnexpectedResponse(f"a list goes on after {MOST_BATCHES} batches")


def _fetch_in_waves(fetch: Callable[[int], list[T]], first: int) -> Iterator[list[T]]:
    """Every batch in order. What fails past the end is of no account: nobody takes it."""
    number, last = first, first + MOST_BATCHES - 1
    waves = iter(WAVES)
    while number <= last:
        numbers = range(number, min(number + next(waves, WIDEST), last + 1))
        calls: dict[str, Callable[[], Any]] = {str(one): partial(fetch, one) for one in numbers}
        for outcome in run_together(calls).values():
            if outcome.error is not None:
                raise outcome.error
            yield outcome.value or []
        number = numbers.stop
