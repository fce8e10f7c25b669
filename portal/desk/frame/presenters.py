"""What waits longest for a person, in words."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from portal.desk.work import WorkItem, list_oldest
from portal.web.formats import moment

MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class WaitingCard:
    """One thing to do, and where."""

    href: str
    title: str
    text: str


def present_oldest(user: Any) -> list[WaitingCard]:
    """What has waited longest, of what this person may do."""
    items = list_oldest(user, limit=MOST_SHOWN)
    return [WaitingCard(item.address, item.fact, _say_since(item)) for item in items]


def _say_since(item: WorkItem) -> str:
    words = {"file": item.file_id, "since": moment(item.since)}
    if item.file_id:
        return _("File %(file)s, since %(since)s") % words
    return _("Since %(since)s") % words
