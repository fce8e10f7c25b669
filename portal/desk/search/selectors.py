"""Asks every source side by side, until a moment: what did not answer by then is named."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from portal.desk.search.sources import Asked, Hit, list_sources
from portal.integrations.deadline import page_deadline
from portal.integrations.side_by_side import run_together
from portal.web.pages.page_deadlines import DESK_SEARCH_S

MOST_OF_A_SOURCE = 20


@dataclass(frozen=True, slots=True)
class Group:
    """What one place knows. ``away``: systems that gave no answer that we can use."""

    title: str
    hits: tuple[Hit, ...]
    away: tuple[str, ...] = ()


def search(text: str, *, user: Any) -> list[Group]:
    """The groups with something to say: those with an exact hit first."""
    asked = Asked(text, user)
    sources = list_sources(user)
    planned = [(source, *call) for source in sources for call in source.list_calls(asked)]
    with page_deadline(DESK_SEARCH_S):
        told = run_together({str(number): _listed(call) for number, (*_, call) in enumerate(planned)})
    groups = []
    for source in sources:
        mine = [(name, told[str(n)]) for n, (own, name, _call) in enumerate(planned) if own is source]
        remote = [hit for _name, outcome in mine for hit in outcome.value or ()]
        away = tuple(dict.fromkeys(name for name, outcome in mine if not outcome.ok))
        hits = _tidy([*source.find(asked), *remote])
        if hits or away:
            groups.append(Group(str(source.title), hits, away))
    return sorted(groups, key=lambda group: not any(hit.is_exact for hit in group.hits))


def find_only(groups: Iterable[Group]) -> Hit | None:
    """The one thing that is called just as it was typed, when there is no other."""
    exact = {hit.href: hit for group in groups for hit in group.hits if hit.is_exact}
    return next(iter(exact.values())) if len(exact) == 1 else None


def _listed(call: Callable[[], Iterable[Hit]]) -> Callable[[], tuple[Hit, ...]]:
    return lambda: tuple(islice(call(), MOST_OF_A_SOURCE))


def _tidy(hits: list[Hit]) -> tuple[Hit, ...]:
    """Each page once, exact ones first."""
    found: dict[str, Hit] = {}
    for hit in sorted(hits, key=lambda one: not one.is_exact):
        found.setdefault(hit.href, hit)
    return tuple(islice(found.values(), MOST_OF_A_SOURCE))
