"""What a file's first page says now: rooms tell news, and the page shows it."""

from collections.abc import Callable
from dataclasses import dataclass
from types import FunctionType

from portal.integrations.tagor.values.account import RunningPlan
from portal.web.room import Gift


@dataclass(frozen=True, slots=True)
class FileNow:
    """What the page knows of the file when it asks; None for what could not be read. Amounts in cents."""

    file_id: str
    balance_cents: int | None
    plan: RunningPlan | None
    is_stopped: bool
    party_id: str = ""


@dataclass(frozen=True, slots=True)
class News:
    """Title and words in the active language. ``rank``: what matters more has a lower one.

    ``address``: a page that says more, with ``link`` the words that lead there; "" for none.
    """

    title: str
    text: str
    rank: int
    address: str = ""
    link: str = ""


NEWS: Gift[Callable[[FileNow], News | None]] = Gift("news", FunctionType)
"""None when there is no news. A teller makes no call to a system."""


def list_news(now: FileNow) -> list[News]:
    """All news of a file, what matters most first."""
    told = [news for tell in NEWS.collect() if (news := tell(now)) is not None]
    return sorted(told, key=lambda news: news.rank)
