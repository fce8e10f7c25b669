"""Runs the calls of one page in parallel, so that it takes as long as its slowest call, not their sum.

One pool of threads serves the whole process. When all threads are busy, the rest runs in the caller's own
thread: slower, but never queued behind a system that hangs.
"""

import contextvars
import os
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from portal.integrations.errors import IntegrationError

T = TypeVar("T")
MAX_THREADS = 192
"""Three for each of 64 pages: the thread that serves a page makes its fourth call itself."""


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """How one call ended: a value, or the fault of the system behind it."""

    value: T | None = None
    error: IntegrationError | None = None

    @property
    def ok(self) -> bool:
        """Whether there is a value."""
        return self.error is None


class Crew:
    """A bounded pool of threads, built when first used (so that each forked worker gets its own)."""

    def __init__(self, max_threads: int = MAX_THREADS) -> None:
        self._max_threads = max_threads
        self.forget()

    def forget(self) -> None:
        """Start afresh without threads; the old ones, if any, end by themselves."""
        self._lock = threading.Lock()
        self._free = threading.BoundedSemaphore(self._max_threads)
        self._pool: ThreadPoolExecutor | None = None

    def run_together(self, calls: Mapping[str, Callable[[], Any]]) -> dict[str, Outcome[Any]]:
        """See the module's ``run_together``."""
        names = list(calls)
        handed = {name: self._hand_over(calls[name]) for name in names[:-1]}
        own = {
            name: contextvars.copy_context().run(_capture, calls[name])
            for name in names
            if handed.get(name) is None
        }
        ended = {name: future.result() if (future := handed.get(name)) else own[name] for name in names}
        outcomes = {name: end for name, end in ended.items() if isinstance(end, Outcome)}
        for end in ended.values():
            if isinstance(end, Exception):
                raise end
        return outcomes

    def _hand_over(self, call: Callable[[], Any]) -> "Future[Outcome[Any] | Exception] | None":
        if not self._free.acquire(blocking=False):
            return None
        try:
            future = self._get_pool().submit(contextvars.copy_context().run, _capture, call)
        except RuntimeError:  # the interpreter is shutting down: no new threads
            self._free.release()
            return None
        free = self._free
        future.add_done_callback(lambda _: free.release())
        return future

    def _get_pool(self) -> ThreadPoolExecutor:
        with self._lock:
            if self._pool is None:
                self._pool = ThreadPoolExecutor(self._max_threads, thread_name_prefix="side-by-side")
            return self._pool


def _capture(call: Callable[[], Any]) -> Outcome[Any] | Exception:
    """The outcome of a call; exceptions other than a system's errors are returned, to be raised later."""
    try:
        return Outcome(value=call())
    except IntegrationError as error:
        return Outcome(error=error)
    except Exception as error:  # noqa: BLE001 - raised again by the caller, once every call has ended
        return error


_crew = Crew()
os.register_at_fork(after_in_child=_crew.forget)


def run_together(calls: Mapping[str, Callable[[], Any]]) -> dict[str, Outcome[Any]]:
    """Run the calls in parallel and wait for all; one of them runs in the caller's thread.

    Context variables (language, request id, page deadline) travel with each call. An error of a system is
    kept in its ``Outcome``; any other exception is raised here, after all calls have ended. The order of
    ``calls`` is kept.
    """
    return _crew.run_together(calls)
