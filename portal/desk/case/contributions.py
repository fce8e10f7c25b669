"""Contributions of rooms to the page of a file: parts of the page, and links to actions.

    def make_panel(look: Look) -> CasePanel | None: ...        # named in the room's apps.py as case_panels
    def list_acts(look: Look) -> Iterable[CaseAct]: ...        # and as case_acts
    def list_files_acts(user) -> Iterable[CaseAct]: ...        # and as files_acts

None of them calls a system: the page takes as long as Tagor, and no longer.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import FunctionType
from typing import Any, Literal

from portal.web.room import Contribution

Place = Literal["decide", "people", "happened"]


@dataclass(frozen=True, slots=True)
class Look:
    """The user and the file."""

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
    """A link to something that can be done for the file.

    ``hint``: what must come first, where the link is to that; "" when it can be done now. ``href`` is "" when
    this person can do nothing about it.
    """

    title: str
    href: str
    hint: str = ""


PANELS: Contribution[Callable[[Look], CasePanel | None]] = Contribution("case_panels", FunctionType)
ACTS: Contribution[Callable[[Look], Iterable[CaseAct]]] = Contribution("case_acts", FunctionType)
FILES_ACTS: Contribution[Callable[[Any], Iterable[CaseAct]]] = Contribution("files_acts", FunctionType)
"""Actions on files ticked in the search or the queue.

They are posted to the link's URL: file numbers as ``number``, and ids of files whose number is not known as
``file``.
"""


def list_panels(look: Look) -> list[CasePanel]:
    """The parts from all rooms, in the order of the rooms."""
    return [panel for panel in (make(look) for make in PANELS.collect()) if panel is not None]


def list_acts(look: Look) -> list[CaseAct]:
    """The actions from all rooms, in the order of the rooms."""
    return [act for tell in ACTS.collect() for act in tell(look)]


def list_files_acts(user: Any) -> list[CaseAct]:
    """The actions that this person may take on ticked files, in the order of the rooms."""
    return [act for tell in FILES_ACTS.collect() for act in tell(user)]
