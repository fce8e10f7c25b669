"""Reads the facts that a page needs. What is not cached is requested in parallel.

So a page takes as long as its slowest call.
"""

from collections.abc import Collection
from functools import partial
from typing import Any, TypeVar

from portal.file.declaration import Fact, Made, Reading, Told
from portal.file.fact_cache import ForSeconds, recall_together
from portal.file.visit import Visit
from portal.integrations.context import deadline_at
from portal.integrations.errors import IntegrationError, Rejected
from portal.integrations.side_by_side import Outcome, run_together

T = TypeVar("T")


def read(visit: Visit, *facts: Fact[Any], anew: Collection[Fact[Any]] = ()) -> Reading:
    """These facts, and all facts they depend on. ``anew``: those that must not come from the cache.

    Everything that must be requested is requested in parallel, within the deadline of the visit. Never raises
    for a system that fails: see ``Reading``. Raises: ValueError when a request would write in the file for
    somebody other than its defendant.
    """
    reading = Reading(facts)
    search = _Search(visit, reading, anew, facts)
    for fact in facts:
        search.collect(fact)
    unread = search.unread
    with deadline_at(visit.deadline):
        told = run_together({one.name: partial(one.fetch, visit) for one in unread if isinstance(one, Told)})
        for fact in unread:
            _settle(visit, reading, fact, told)
    return reading


def recall(visit: Visit, fact: Fact[T]) -> T | None:
    """The cached value of a fact, or else the remembered one; None without either. Never a call."""
    known = _recall_kept(visit, fact)
    if known is None and fact.remember is not None:
        known = fact.remember.recall(visit, fact.name)
    return known


def forget(visit: Visit, *facts: Fact[Any]) -> None:
    """Remove these from the cache: the next page that needs one asks again."""
    for fact in facts:
        visit.held.pop(fact.name, None)
        fact.keep.forget(visit, fact.name)


class _Search:
    """What is cached of the facts a page wants, and what must be requested: facts after those they need."""

    def __init__(
        self, visit: Visit, reading: Reading, anew: Collection[Fact[Any]], facts: tuple[Fact[Any], ...]
    ) -> None:
        self._visit, self._reading, self._anew = visit, reading, anew
        wanted = {one.name: one.keep for one in facts if one not in anew and one.name not in visit.held}
        visit.held.update(recall_together(visit, wanted))
        self._asked = wanted
        self.unread: dict[Fact[Any], None] = {}

    def collect(self, fact: Fact[Any], anew: Collection[Fact[Any]] | None = None) -> None:
        """Take a fact from the cache, or queue it after the facts it depends on."""
        if fact in self.unread or self._reading.is_settled(fact):
            return
        anew = self._anew if anew is None else anew
        is_anew = fact in anew or (isinstance(fact, Made) and fact.anew)
        known = None if is_anew else self._recall(fact)
        if known is not None:
            self._reading.settle(fact, known)
            return
        if isinstance(fact, Made):
            sources = (*fact.needs, *fact.helped_by)
            for source in sources:
                self.collect(source, sources if fact.anew else anew)
        elif isinstance(fact, Told) and fact.writes and self._visit.who == "office":
            raise ValueError(f"{fact.name} is never asked for the office")
        self.unread[fact] = None

    def _recall(self, fact: Fact[T]) -> T | None:
        """Those in the cache were asked for together, if the page named them."""
        if isinstance(fact.keep, ForSeconds) and fact.name in self._asked:
            known: T | None = self._visit.held.get(fact.name)
            return known
        return _recall_kept(self._visit, fact)


def _recall_kept(visit: Visit, fact: Fact[T]) -> T | None:
    known: T | None = visit.held.get(fact.name)
    if known is None:
        known = fact.keep.recall(visit, fact.name)
        if known is not None:
            visit.held[fact.name] = known
    return known


def _settle(visit: Visit, reading: Reading, fact: Fact[Any], told: dict[str, Outcome[Any]]) -> None:
    try:
        value = fact.make(reading) if isinstance(fact, Made) else _take(fact, told[fact.name])
        value = fact.keep.keep(visit, fact.name, value)
    except IntegrationError as error:
        _settle_fault(visit, reading, fact, error)
        return
    if fact.remember is not None:
        fact.remember.keep(visit, fact.name, value)
    visit.held[fact.name] = value
    reading.settle(fact, value)


def _take(fact: Fact[Any], outcome: Outcome[Any]) -> Any:
    if outcome.error is None:
        return outcome.value
    if isinstance(fact, Told) and fact.refused is not None and isinstance(outcome.error, Rejected):
        return fact.refused
    raise outcome.error


def _settle_fault(visit: Visit, reading: Reading, fact: Fact[Any], error: IntegrationError) -> None:
    if fact.remember is not None and isinstance(error, fact.remember_for):
        remembered = fact.remember.recall(visit, fact.name)
        if remembered is not None:
            reading.settle(fact, remembered, is_old=True)
            return
    reading.fail(fact, error)
