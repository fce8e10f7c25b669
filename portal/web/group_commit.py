"""Does what many threads want at the same moment in one transaction, instead of in one for each."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(slots=True)
class _Wish(Generic[T]):
    item: T
    is_taken: bool = False
    is_done: bool = False


class GroupCommit(Generic[T]):
    """Hands all that waits to ``work`` together, in the thread whose turn it is.

    A thread that comes alone has its turn at once. Those that come while another works wait for it, and then
    one of them works for all. ``work`` commits before it returns. If it fails, each thread tries by itself.
    """

    def __init__(self, work: Callable[[Sequence[T]], None], *, most: int) -> None:
        self._work = work
        self._most = most
        self._waiting: list[_Wish[T]] = []
        self._change = threading.Lock()
        self._turn = threading.Lock()

    def do(self, item: T) -> None:
        """Returns when it is done. Raises: what ``work`` raised about this item alone."""
        mine = _Wish(item)
        with self._change:
            self._waiting.append(mine)
        with self._turn:
            while not mine.is_taken:
                self._work_together()
        if not mine.is_done:
            self._work([item])

    def _work_together(self) -> None:
        """The next of those that wait."""
        with self._change:
            some, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
        for wish in some:
            wish.is_taken = True
        try:
            self._work([wish.item for wish in some])
        except Exception:
            if len(some) == 1:
                raise
            return
        for wish in some:
            wish.is_done = True
