"""A circuit breaker: after several failures in a row a system gets no calls for a while, then one test."""

import threading
import time
from collections.abc import Callable
from typing import Literal

State = Literal["closed", "open", "half-open"]


class CircuitBreaker:
    """Counts consecutive failures of one system. Safe to share between threads.

    That many consecutive ``failures`` open it. While open, ``enter`` refuses; after ``pause_s`` one caller is
    let through as a probe. Its success closes the circuit, its failure opens it for another pause.
    """

    def __init__(
        self, *, failures: int = 8, pause_s: float = 5.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._limit = failures
        self._pause_s = pause_s
        self._clock = clock
        self._lock = threading.Lock()
        self._count = 0
        self._opened_at: float | None = None
        self._probing = False

    @property
    def state(self) -> State:
        """What a caller would meet now."""
        with self._lock:
            return self._get_state()

    def enter(self) -> bool:
        """Ask to make a call. False means: leave the system alone. Every True must be reported back."""
        with self._lock:
            state = self._get_state()
            if state == "half-open" and not self._probing:
                self._probing = True
                return True
            return state == "closed"

    def report(self, *, healthy: bool | None) -> None:
        """Report the result of a call. None: it says nothing about the system (say, our own time ran out)."""
        with self._lock:
            was_open = self._opened_at is not None
            if healthy:
                self._count, self._opened_at, self._probing = 0, None, False
            elif healthy is None:
                self._probing = False
            elif was_open and self._probing:
                self._opened_at, self._probing = self._clock(), False
            elif not was_open:
                self._count += 1
                if self._count >= self._limit:
                    self._opened_at = self._clock()

    def _get_state(self) -> State:
        if self._opened_at is None:
            return "closed"
        return "half-open" if self._clock() - self._opened_at >= self._pause_s else "open"
