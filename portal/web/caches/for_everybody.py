"""Values that are the same for everybody and read by most pages: one question to the cache a request for all.

The first of them that a request needs brings those along that earlier requests needed. Nothing is held from
one request to the next, so a change shows at once, in every process.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.core.cache import cache

T = TypeVar("T")
MOST_TOGETHER = 32
"""Keys that are read together; there are fewer kinds of such values."""
RESTORED = " restored"
"""At the end of a key that is held only, never in the cache."""

_held: ContextVar[dict[str, Any] | None] = ContextVar("held_for_everybody", default=None)
_needed: set[str] = set()


@contextmanager
def one_request() -> Iterator[None]:
    """For the time of a request each value is read once."""
    token = _held.set({})
    try:
        yield
    finally:
        _held.reset(token)


def read_for_everybody(key: str, make: Callable[[], T], *, seconds: int) -> T:
    """The cached value, or what ``make`` returns. Callers do not change it: it is shared by them."""
    held = _held.get()
    value: T | None = cache.get(key) if held is None else _fetch(held, key)
    if value is None:
        value = make()
        cache.set(key, value, seconds)
        if held is not None:
            held[key] = value
    return value


def restore_for_everybody(
    key: str, make: Callable[[], Any], restore: Callable[[Any], T], *, seconds: int
) -> T:
    """What ``restore`` makes of the value of ``read_for_everybody``: once a request, and shared likewise."""
    held, name = _held.get(), f"{key}{RESTORED}"
    if held is None:
        held = {}  # between requests nothing is held
    if name not in held:
        held[name] = restore(read_for_everybody(key, make, seconds=seconds))
    restored: T = held[name]
    return restored


def hold_for_request(key: str, make: Callable[[], T]) -> T:
    """What ``make`` returns, once a request, never from the cache. Between requests it is made each time."""
    held = _held.get()
    if held is None:
        return make()
    if key not in held:
        held[key] = make()
    value: T = held[key]
    return value


def forget_for_everybody(*keys: str) -> None:
    """Call it after a change."""
    cache.delete_many(keys)
    held = _held.get() or {}
    for key in keys:
        held.pop(key, None)
        held.pop(f"{key}{RESTORED}", None)


def _fetch(held: dict[str, Any], key: str) -> Any:
    if key not in held:
        if len(_needed) < MOST_TOGETHER:
            _needed.add(key)
        wanted = {key, *_needed.copy()} - held.keys()
        held.update(dict.fromkeys(wanted), **cache.get_many(wanted))
    return held[key]
