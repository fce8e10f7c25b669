"""Tells whoever counts of each call to a system, once it has ended. Integrations know nobody who counts."""

from collections.abc import Callable

Observer = Callable[[str, str, str, float], None]
"""Takes system, operation, status as in the log line, and seconds. Must not raise."""

_observers: list[Observer] = []


def observe_calls(observer: Observer) -> None:
    """Tell an observer of every call from now on, once however often it asks."""
    if observer not in _observers:
        _observers.append(observer)


def tell_of_call(system: str, operation: str, status: str, took_s: float) -> None:
    """A call has ended."""
    for observer in _observers:
        observer(system, operation, status, took_s)
