"""Declares facts: name, source and credential, where each is cached, and what its failure means.

``FetchedFact`` is one call to a system, ``DerivedFact`` follows from other facts. A fact is declared once, in
the room it belongs to, and read by ``reading.read``. Whether its failure ends a page or leaves a gap is up to
the code that needs it: another fact by ``needs`` or ``helped_by``, a page by ``reading[FACT]`` or
``reading.get(FACT)``.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar

from portal.file.fact_cache import Keeper
from portal.file.visit import Visit
from portal.integrations.errors import IntegrationError, OutcomeUnknown, Unavailable

logger = logging.getLogger(__name__)

T = TypeVar("T")
Key = Literal["defendant", "office"]

AWAY = (Unavailable, OutcomeUnknown)
"""Errors of a system that does not answer. Asking for the balance is a write, so its time-out is a doubt."""


@dataclass(frozen=True, slots=True)
class Missing:
    """``away``: facts whose system did not answer. ``faulty``: facts whose answer cannot be trusted."""

    away: frozenset[str] = frozenset()
    faulty: frozenset[str] = frozenset()


def sort_faults(errors: Mapping[str, IntegrationError]) -> Missing:
    """Sort the errors of a page's facts, and log each."""
    for name, error in errors.items():
        logger.warning("page lacks %s: %s", name, type(error).__name__)
    away = frozenset(name for name, error in errors.items() if isinstance(error, AWAY))
    return Missing(away=away, faulty=frozenset(errors) - away)


@dataclass(frozen=True, eq=False, kw_only=True)
class Fact(Generic[T]):
    """Something a page can know about a file.

    ``keep``: where an answer is cached, so that the next page need not ask. ``remember``: where it is kept as
    a fallback, for the errors ``remember_for``; a page then shows the old one and says so.
    """

    name: str
    keep: Keeper[T] = field(default_factory=Keeper)
    remember: Keeper[T] | None = None
    remember_for: tuple[type[IntegrationError], ...] = AWAY


@dataclass(frozen=True, eq=False, kw_only=True)
class FetchedFact(Fact[T]):
    """One call. ``fetch`` runs in any thread and touches neither session nor database.

    ``key``: whose credential is used; a visit without the defendant's uses the office's. ``refused``: the
    meaning of a refusal. ``writes``: asking adds a line to the file, so only the defendant's own visit may
    ask.
    """

    fetch: Callable[[Visit], Any]
    key: Key
    refused: T | None = None
    writes: bool = False


class Reading:
    """The facts that were read, or the errors in their places."""

    def __init__(self, wanted: tuple[Fact[Any], ...]) -> None:
        self._wanted = wanted
        self._values: dict[Fact[Any], Any] = {}
        self._errors: dict[Fact[Any], IntegrationError] = {}
        self._old: set[Fact[Any]] = set()

    def __getitem__(self, fact: Fact[T]) -> T:
        """The fact; a page cannot do without it. Raises: IntegrationError."""
        error = self._errors.get(fact)
        if error is not None:
            raise error
        value: T = self._values[fact]
        return value

    def get(self, fact: Fact[T]) -> T | None:
        """The fact, or None: a gap in the page."""
        return self._values.get(fact)

    def is_old(self, fact: Fact[Any]) -> bool:
        """Whether the fact is a remembered one, because it cannot be read now."""
        return fact in self._old

    def find_missing(self, facts: tuple[Fact[Any], ...] = ()) -> Missing:
        """The missing facts, of ``facts`` alone when given; logged. A shared error is named once."""
        errors: dict[str, IntegrationError] = {}
        for fact in facts or self._wanted:
            error = self._errors.get(fact)
            if error is not None and all(error is not other for other in errors.values()):
                errors[fact.name] = error
        return sort_faults(errors)

    def is_settled(self, fact: Fact[Any]) -> bool:
        """Whether there is an answer or an error for the fact."""
        return fact in self._values or fact in self._errors

    def settle(self, fact: Fact[T], value: T, *, is_old: bool = False) -> None:
        """Set a fact."""
        self._values[fact] = value
        if is_old:
            self._old.add(fact)

    def add(self, other: "Reading") -> None:
        """Add the facts and errors of another reading."""
        self._wanted += other._wanted
        self._values = {**other._values, **self._values}
        self._errors = {**other._errors, **self._errors}
        self._old |= other._old

    def fail(self, fact: Fact[Any], error: IntegrationError) -> None:
        """Set an error for a fact."""
        self._errors[fact] = error


@dataclass(frozen=True, eq=False, kw_only=True)
class DerivedFact(Fact[T]):
    """A fact computed from other facts, in the page's own thread.

    ``needs``: without these it fails too. ``helped_by``: it can be made without these. ``anew``: made from
    fresh answers, never from cached ones.
    """

    make: Callable[[Reading], T]
    needs: tuple[Fact[Any], ...] = ()
    helped_by: tuple[Fact[Any], ...] = ()
    anew: bool = False
