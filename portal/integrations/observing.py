"""Tells who counts of calls to systems, their places and breakers. Integrations know nobody who counts."""

from typing import Protocol

from portal.integrations.breaker import CircuitBreaker


class Observer(Protocol):
    """Whoever counts. None of this may raise."""

    def end_call(self, system: str, operation: str, status: str, took_s: float) -> None:
        """A call has ended; ``status`` as in its log line."""

    def move_places(self, system: str, change: int) -> None:
        """A call took a place of the system's bulkhead (1), or gave it back (-1)."""

    def see_breaker(self, system: str, *, is_open: bool) -> None:
        """Whether the system is left alone after failures, until a call to it succeeds."""


_observers: list[Observer] = []


def observe_calls(observer: Observer) -> None:
    """Report every call from now on to an observer; registering it again changes nothing."""
    if observer not in _observers:
        _observers.append(observer)


def report_call(system: str, operation: str, status: str, took_s: float) -> None:
    """Report that a call has ended."""
    for observer in _observers:
        observer.end_call(system, operation, status, took_s)


def report_places(system: str, change: int) -> None:
    """A place was taken or given back."""
    for observer in _observers:
        observer.move_places(system, change)


def report_breaker(system: str, breaker: CircuitBreaker) -> None:
    """How a call went has been reported to the breaker."""
    for observer in _observers:
        observer.see_breaker(system, is_open=breaker.state != "closed")
