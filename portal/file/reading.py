"""Reads the facts that a page needs. What is not cached is requested in parallel.

So a page takes as long as its slowest call.
"""

from collections.abc import Collection
from functools import partial
from typing import Any, TypeVar

from portal.file.declaration import DerivedFact, Fact, FetchedFact, Reading
from portal.file.fact_cache import ForSeconds, recall_together
from portal.file.visit import Visit
from portal.integrations.deadline import deadline_at
from portal.integrations.errors import IntegrationError, NotAuthorised, Rejected
from portal.integrations.side_by_side import Outcome, run_together

T = TypeVar("T")


def read(visit: Visit, *facts: Fact[Any], anew: Collection[Fact[Any]] = ()) -> Reading:
    """These facts, and all facts they depend on. ``anew``: those that must not come from the cache.

    Everything that must be requested is requested in parallel, within the deadline of the visit. Never raises
    for a system that fails: see ``Reading``. Raises: ValueError when a request would write in the file for
    somebody other than its defendant.
    """
    reading = Reading(facts)
    unread: dict[Fact[Any], None] = {}
    unknown = (*anew, *_recall_together(visit, facts, anew))
    for fact in facts:
        _collect(visit, reading, unread, fact, unknown)
    with deadline_at(visit.deadline):
        told = run_together(
            {one.name: partial(one.fetch, visit) for one in unread if isinstance(one, FetchedFact)}
        )
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


def _recall_together(
    visit: Visit, facts: Collection[Fact[Any]], anew: Collection[Fact[Any]]
) -> list[Fact[Any]]:
    """Hold for this visit those in the cache, asked for in one question; returns those that are not there."""
    wanted = [
        fact
        for fact in facts
        if isinstance(fact.keep, ForSeconds) and fact not in anew and fact.name not in visit.held
    ]
    visit.held.update(recall_together(visit, [fact.name for fact in wanted]))
    return [fact for fact in wanted if fact.name not in visit.held]


def _collect(
    visit: Visit,
    reading: Reading,
    unread: dict[Fact[Any], None],
    fact: Fact[Any],
    anew: Collection[Fact[Any]],
) -> None:
    """Take a fact from the cache, or queue it after the facts it depends on."""
    if fact in unread or reading.is_settled(fact):
        return
    is_anew = fact in anew or (isinstance(fact, DerivedFact) and fact.anew)
    known = None if is_anew else _recall_kept(visit, fact)
    if known is not None:
        reading.settle(fact, known)
        return
    if isinstance(fact, DerivedFact):
        sources = (*fact.needs, *fact.helped_by)
        for source in sources:
            _collect(visit, reading, unread, source, sources if fact.anew else anew)
    elif isinstance(fact, FetchedFact) and fact.writes and visit.who == "office":
        raise ValueError(f"{fact.name} is never asked for the office")
    unread[fact] = None


def _recall_kept(visit: Visit, fact: Fact[T]) -> T | None:
    known: T | None = visit.held.get(fact.name)
    if known is None:
        known = fact.keep.recall(visit, fact.name)
        if known is not None:
            visit.held[fact.name] = known
    return known


def _settle(visit: Visit, reading: Reading, fact: Fact[Any], told: dict[str, Outcome[Any]]) -> None:
    try:
        value = fact.make(reading) if isinstance(fact, DerivedFact) else _take(fact, told[fact.name])
        value = fact.keep.store(visit, fact.name, value)
    except IntegrationError as error:
        _settle_fault(visit, reading, fact, error)
        return
    if fact.remember is not None:
        fact.remember.store(visit, fact.name, value)
    visit.held[fact.name] = value
    reading.settle(fact, value)


def _take(fact: Fact[Any], outcome: Outcome[Any]) -> Any:
    if outcome.error is None:
        return outcome.value
    if isinstance(fact, FetchedFact) and fact.refused is not None and isinstance(outcome.error, Rejected):
        return fact.refused
    raise outcome.error


def _settle_fault(visit: Visit, reading: Reading, fact: Fact[Any], error: IntegrationError) -> None:
    if _is_own_key_refused(visit, fact, error):
        visit.refused.add(fact.name)
    if fact.remember is not None and isinstance(error, fact.remember_for):
        remembered = fact.remember.recall(visit, fact.name)
        if remembered is not None:
            reading.settle(fact, remembered, is_old=True)
            return
    reading.fail(fact, error)


def _is_own_key_refused(visit: Visit, fact: Fact[Any], error: IntegrationError) -> bool:
    """Not so for the office, which asks with its own key for what is the defendant's."""
    is_own = visit.who != "office" and isinstance(fact, FetchedFact) and fact.key == "defendant"
    return is_own and isinstance(error, NotAuthorised)
