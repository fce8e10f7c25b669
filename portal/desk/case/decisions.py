"""What needs a person in one file: the work that rooms give, as far as somebody may do it."""

from dataclasses import dataclass
from typing import Any

from portal.desk.work import list_oldest
from portal.web.formats import moment

MOST_SEARCHED = 500


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits, and where it is done."""

    title: str
    fact: str
    since: str
    href: str


def list_waiting(file_id: str, user: Any) -> list[Waiting]:
    """What waits in this file, the longest first."""
    items = [item for item in list_oldest(user, limit=MOST_SEARCHED) if item.file_id == file_id]
    return [Waiting(item.fact, "", moment(item.since), item.address) for item in items]
