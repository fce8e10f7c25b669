"""What needs a person in one file: the rooms' work that the user may do."""

from dataclasses import dataclass
from typing import Any

from portal.desk.work import list_of_file
from portal.web.formats import moment

MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits, and the page where it is done."""

    title: str
    fact: str
    since: str
    href: str


def list_waiting(file_id: str, user: Any) -> list[Waiting]:
    """What waits in this file, longest first."""
    items = list_of_file(user, file_id, limit=MOST_SHOWN)
    return [Waiting(item.fact, "", moment(since), item.address) for since, item in items]
