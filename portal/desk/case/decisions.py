"""What needs a person in one file: the work that rooms give, as far as somebody may do it."""

from dataclasses import dataclass
from typing import Any

from portal.desk.work import list_of_file
from portal.web.formats import moment

MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits, and where it is done."""

    title: str
    fact: str
    since: str
    href: str


def list_waiting(file_id: str, user: Any) -> list[Waiting]:
    """What waits in this file, the longest first."""
    items = list_of_file(user, file_id, limit=MOST_SHOWN)
    return [Waiting(item.fact, "", moment(since), item.address) for since, item in items]
