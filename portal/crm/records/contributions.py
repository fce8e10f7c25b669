"""What rooms give to the page of a CRM record: parts beside what the system itself tells.

def make_panel(place: Place) -> RecordPanel | None: ...       # named in the room's apps.py as record_panels
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import FunctionType
from typing import Any

from portal.web.room import Contribution


@dataclass(frozen=True, slots=True)
class Place:
    """Who looks at which record."""

    system: str
    resource: str
    record_id: str
    user: Any


@dataclass(frozen=True, slots=True)
class RecordPanel:
    """One part of the page: its ``template`` prints ``values``, as ``panel``, under ``title``."""

    title: str
    template: str
    values: Mapping[str, Any]


PANELS: Contribution[Callable[[Place], RecordPanel | None]] = Contribution("record_panels", FunctionType)


def list_panels(place: Place) -> list[RecordPanel]:
    """The parts that rooms give, in the order of the rooms."""
    return [panel for panel in (make(place) for make in PANELS.collect()) if panel is not None]
