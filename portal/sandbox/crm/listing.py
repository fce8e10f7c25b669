"""Sorting, filtering and cutting lists of rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from portal.sandbox.crm.records import Row

Keep = Callable[[Row, Any], bool]


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


def keep(rows: Sequence[Row], filters: Mapping[str, Keep], asked: Mapping[str, Any]) -> list[Row]:
    """The rows that meet every filter asked for; a parameter without a filter is ignored."""
    chosen = [
        (filters[name], value) for name, value in asked.items() if name in filters and value is not None
    ]
    return [row for row in rows if all(fits(row, value) for fits, value in chosen)]


def equals(field: str) -> Keep:
    """The field, or the ``id`` of the object in it, equals the value; a number equals its text."""
    return lambda row, value: str(_plain(row.get(field))) == str(value)


def is_one_of(field: str) -> Keep:
    """The value is several, with commas."""

    def fits(row: Row, value: Any) -> bool:
        wanted = value if isinstance(value, list) else str(value).split(",")
        return str(_plain(row.get(field))) in {str(one).strip() for one in wanted}

    return fits


def is_like(field: str) -> Keep:
    """``*`` and ``?`` are wildcards; without one the text must be equal. Ignores case."""
    return lambda row, value: fnmatchcase(str(row.get(field) or "").casefold(), str(value).casefold())


def has_words(*fields: str) -> Keep:
    """Every word occurs somewhere in these fields; without fields, anywhere in the row."""

    def fits(row: Row, value: Any) -> bool:
        text = " ".join(_texts([row.get(name) for name in fields] if fields else row)).casefold()
        return all(word in text for word in str(value).casefold().split())

    return fits


def sort(rows: Sequence[Row], field: str, *, descending: bool = False) -> list[Row]:
    """Empty values last, numbers before text; equal rows keep their order."""
    filled = [row for row in rows if _plain(row.get(field)) is not None]
    empty = [row for row in rows if _plain(row.get(field)) is None]
    return sorted(filled, key=lambda row: _rank(_plain(row[field])), reverse=descending) + empty


def _rank(value: Any) -> tuple[int, float, str]:
    if isinstance(value, int | float):
        return 0, float(value), ""
    return 1, 0.0, str(value).casefold()


def _plain(value: Any) -> Any:
    return value.get("id") if isinstance(value, dict) else value


def _texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return _texts(list(value.values()))
    if isinstance(value, list):
        return [text for one in value for text in _texts(one)]
    return [] if value is None or isinstance(value, bool) else [str(value)]
