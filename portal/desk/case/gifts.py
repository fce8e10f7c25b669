"""What rooms give to the view of a file: parts of the page, and links to what can be done.

    def make_panel(look: Look) -> CasePanel | None: ...        # named in the room's apps.py as case_panels
    def list_acts(look: Look) -> Iterable[CaseAct]: ...        # and as case_acts
    def list_files_acts(user) -> Iterable[CaseAct]: ...        # and as files_acts

None of them calls a system: the view of a file costs what Tagor costs, and no more.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import FunctionType
from typing import Any, Literal

from portal.web.room import Gift

Place = Literal["decide", "people", "happened"]


@dataclass(frozen=True, slots=True)
class Look:
    """Who looks at which file."""

    file_id: str
    user: Any


@dataclass(frozen=True, slots=True)
class CasePanel:
    """One part of the page: its ``template`` prints ``values``, as ``panel``, under ``title``.

    ``place``: beside what needs a decision, the people, or what happened.
    """

    place: Place
    title: str
    template: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CaseAct:
    """A link to something that can be done for the file. ``hint``: what must come first, where the link is
    to that; "" when it can be done now. ``href`` is "" when this person can do nothing about it.
    """

    title: str
    href: str
    hint: str = ""


PANELS: Gift[Callable[[Look], CasePanel | None]] = Gift("case_panels", FunctionType)
ACTS: Gift[Callable[[Look], Iterable[CaseAct]]] = Gift("case_acts", FunctionType)
FILES_ACTS: Gift[Callable[[Any], Iterable[CaseAct]]] = Gift("files_acts", FunctionType)
"""Of files ticked in the search or the queue. The address is posted to: file numbers as ``number``, and ids
of files whose number is not known as ``file``."""


def list_panels(look: Look) -> list[CasePanel]:
    """The parts that rooms give, in the order of the rooms."""
    return [panel for panel in (make(look) for make in PANELS.collect()) if panel is not None]


def list_acts(look: Look) -> list[CaseAct]:
    """What can be done, in the order of the rooms."""
    return [act for tell in ACTS.collect() for act in tell(look)]


def list_files_acts(user: Any) -> list[CaseAct]:
    """What this person can do with files that they tick, in the order of the rooms."""
    return [act for tell in FILES_ACTS.collect() for act in tell(user)]
