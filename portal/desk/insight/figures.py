"""Figures of rooms about a period: each a short table, which the desk also draws as a chart.

    def list_figures(period: Period) -> Iterable[Figure]: ...       # named in the room's apps.py as insights

A figure counts people or acts; it names nobody. What is not known is left out, never shown as zero.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import FunctionType
from typing import Literal

from django.utils import timezone

from portal.web.room import Contribution

Subject = Literal["numbers", "fairness"]
FEWEST = 5
"""A smaller group is not shown: its people could be recognised."""


@dataclass(frozen=True, slots=True)
class Period:
    """From ``since`` up to, not including, ``until``; aware."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: ``shown`` is its value in words, "" for the number itself. ``value`` None: too few to tell."""

    label: str
    value: float | None
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One table. ``unit``: what the value is, such as "requests" or "hours".

    ``kept_days``: for how long what it counts is kept; 0: for good.
    """

    subject: Subject
    title: str
    text: str
    unit: str
    bars: tuple[Bar, ...]
    kept_days: int = 0


INSIGHTS: Contribution[Callable[[Period], Iterable[Figure]]] = Contribution("insights", FunctionType)


def list_figures(subject: Subject, period: Period) -> list[Figure]:
    """The figures of a subject that are not empty."""
    told = [figure for tell in INSIGHTS.collect() for figure in tell(period)]
    return [figure for figure in told if figure.subject == subject and figure.bars]


def is_whole(figure: Figure, period: Period) -> bool:
    """Whether everything of the period that the figure counts is still kept."""
    return not figure.kept_days or period.since >= timezone.now() - timedelta(days=figure.kept_days)


def count_bar(label: str, count: int) -> Bar:
    """A count, unless it is so small that people could be recognised."""
    return Bar(label, count if count == 0 or count >= FEWEST else None)
