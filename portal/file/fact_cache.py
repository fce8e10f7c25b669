"""Where a fact is cached, and how long: not at all, some seconds in the cache, or for the session.

Every entry belongs to one session and one file, so nothing is ever shared between people.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.cache import cache

from portal.file.visit import Visit
from portal.web.sessions import hash_key

T = TypeVar("T")


class Keeper(Generic[T]):
    """Caches nothing: the next visit asks again. All of it runs in the page's own thread."""

    def recall(self, visit: Visit, name: str) -> T | None:
        """The cached value, or None."""
        del visit, name
        return None

    def store(self, visit: Visit, name: str, told: Any) -> T:
        """Cache the answer; returns the fact itself."""
        del visit, name
        fact: T = told
        return fact

    def forget(self, visit: Visit, name: str) -> None:
        """Remove it from the cache."""


@dataclass(frozen=True, slots=True)
class ForSeconds(Keeper[T]):
    """In the cache."""

    seconds: int

    def recall(self, visit: Visit, name: str) -> T | None:
        """As ``Keeper``."""
        kept: T | None = cache.get(make_key(visit, name)) if visit.session_key else None
        return kept

    def store(self, visit: Visit, name: str, told: T) -> T:
        """As ``Keeper``."""
        if visit.session_key:
            cache.set(make_key(visit, name), told, self.seconds)
        return told

    def forget(self, visit: Visit, name: str) -> None:
        """As ``Keeper``."""
        if visit.session_key:
            cache.delete(make_key(visit, name))


@dataclass(frozen=True, slots=True)
class InSession(Keeper[T]):
    """In the session, under its own key, as the plain JSON that ``write`` makes and ``read`` takes."""

    key: str
    write: Callable[[T], Any]
    read: Callable[[Any], T]

    def recall(self, visit: Visit, name: str) -> T | None:
        """As ``Keeper``."""
        del name
        kept = visit.session.get(self.key)
        return None if kept is None else self.read(kept)

    def store(self, visit: Visit, name: str, told: T) -> T:
        """As ``Keeper``. An equal value is not written again: that would save the session."""
        del name
        written = self.write(told)
        if visit.session.get(self.key) != written:
            visit.session[self.key] = written
        return told

    def forget(self, visit: Visit, name: str) -> None:
        """As ``Keeper``."""
        del name
        visit.session.pop(self.key, None)


def recall_together(visit: Visit, names: Iterable[str]) -> dict[str, Any]:
    """Of these facts that stand in the cache for seconds, by name, those that are there: in one question."""
    if not visit.session_key:
        return {}
    keys = {make_key(visit, name): name for name in names}
    if not keys:
        return {}
    return {keys[key]: value for key, value in cache.get_many(keys).items() if value is not None}


def make_key(visit: Visit, name: str) -> str:
    """The cache key of something that this session knows about this file, without saying which.

    Raises: ValueError outside a session.
    """
    if not visit.session_key:
        raise ValueError("nothing is kept outside a session")
    return f"file:{name}:{hash_key(f'{visit.session_key} {visit.file_id}')}"
