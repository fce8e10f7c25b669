"""Cutting lists of rows into pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.sandbox.crm.records import Row


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of one page; ``number`` starts at 1, ``pages`` is at least 1."""

    rows: Sequence[Row]
    number: int
    per_page: int
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.per_page))


def cut(rows: Sequence[Row], *, number: int, per_page: int) -> Page:
    """A page past the last one is empty, not an error."""
    start = (number - 1) * per_page
    return Page(rows[start : start + per_page], number, per_page, len(rows))
