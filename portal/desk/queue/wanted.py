"""Which part of the queue somebody wants to see, as in the URL: codes and numbers only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Self
from urllib.parse import urlencode

from django.conf import settings

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
MINE, FREE, OURS, ALL = "mine", "free", "ours", "all"
"""Whose work: mine, without an owner, both of these, or everybody's."""
AGES = (1, 3, 7, 30)


@dataclass(frozen=True, slots=True)
class Place:
    """The position of a row in the queue: when it should be done, its kind, its key."""

    at: datetime
    kind: str
    row_id: int

    @property
    def code(self) -> str:
        """The position as written in a URL."""
        return f"{(self.at - EPOCH) // MICROSECOND}.{self.kind}.{self.row_id}"

    @classmethod
    def read(cls, code: str) -> Self | None:
        """The position from a URL; None for an invalid one."""
        at, _dot, rest = code.partition(".")
        kind, _dot, row_id = rest.rpartition(".")
        if not (_is_number(at) and _is_number(row_id) and kind):
            return None
        try:
            return cls(EPOCH + int(at) * MICROSECOND, kind[:40], int(row_id))
        except OverflowError:
            return None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Filters; the empty value of each is "any". ``is_asleep``: what sleeps, instead of what waits.

    ``after`` and ``before``: the page behind or in front of a place.
    """

    whose: str = ALL
    kind: str = ""
    older_days: int = 0
    language: str = ""
    is_asleep: bool = False
    after: Place | None = None
    before: Place | None = None

    @classmethod
    def read(
        cls, asked: Mapping[str, Any], *, whose: str = ALL, kind: str = "", asleep: bool = False
    ) -> Self:
        """From an address; whatever makes no sense counts as not given."""
        whose_asked, age, language = (str(asked.get(name, "")) for name in ("whose", "age", "language"))
        return cls(
            whose=whose_asked if whose_asked in {MINE, FREE, OURS, ALL} else whose,
            kind=kind or str(asked.get("kind", ""))[:40],
            older_days=int(age) if age in {str(days) for days in AGES} else 0,
            language=language if language in dict(settings.LANGUAGES) else "",
            is_asleep=asleep,
            after=Place.read(str(asked.get("after", ""))),
            before=Place.read(str(asked.get("before", ""))),
        )

    def write(self, **places: Place | None) -> str:
        """The query that asks for the same filters, and for a page of them; "" when nothing is filtered."""
        told = {
            "whose": self.whose,
            "kind": self.kind,
            "age": self.older_days or "",
            "language": self.language,
            **{name: place.code for name, place in places.items() if place},
        }
        query = urlencode({name: value for name, value in told.items() if value})
        return f"?{query}" if query else ""


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 19
