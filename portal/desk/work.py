"""What needs a person: each room says what, and who may do it; the desk counts and lists it.

class GivenUp(Work):                  # named in the room's apps.py
    page = "outbox:deliveries"
    permission = "outbox.manage_deliveries"
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from portal.web.room import Gift


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One thing to do. ``fact`` says it in the active language; ``owner`` is the name of who took it, or "".

    ``file_id`` is "" when it is about no file, ``due_at`` None when nothing is promised. ``address``: where
    it is done, for who holds ``permission``.
    """

    kind: str
    file_id: str
    fact: str
    since: datetime
    permission: str
    address: str
    due_at: datetime | None = None
    owner: str = ""


class Work:
    """One kind of work. ``page`` is the name of the page in the navigation where it is done."""

    kind: ClassVar[str]
    page: ClassVar[str]
    permission: ClassVar[str]

    def count(self) -> int:
        """How much of it waits."""
        raise NotImplementedError

    def list_items(self, *, limit: int) -> list[WorkItem]:
        """The first of it, longest waiting first."""
        raise NotImplementedError


WORK: Gift[Work] = Gift("work", Work)


def count_work(user: Any) -> Mapping[str, int]:
    """How much waits on each page, of what this person may do."""
    counts: dict[str, int] = {}
    for work in _list_work(user):
        counts[work.page] = counts.get(work.page, 0) + work.count()
    return counts


def list_oldest(user: Any, *, limit: int) -> list[WorkItem]:
    """What has waited longest, of what this person may do."""
    items = [item for work in _list_work(user) for item in work.list_items(limit=limit)]
    return sorted(items, key=lambda item: item.since)[:limit]


def _list_work(user: Any) -> list[Work]:
    return [work for work in WORK.collect() if user.has_perm(work.permission)]
