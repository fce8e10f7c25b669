"""Tests that a query parameter applies to each record."""

from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase
from typing import Any

from portal.sandbox.cirrus.shapes import View, as_list
from portal.sandbox.crm.records import Row

Keep = Callable[[Any, Row, Any], bool]


def held(row: Row, field: str) -> list[str]:
    """The values of a field as texts, whether it is stored as ``user`` or as ``userid``."""
    value = row.get(field, row.get(f"{field}id"))
    plain = [one.get("id") if isinstance(one, Mapping) else one for one in as_list(value)]
    return [str(int(one) if isinstance(one, bool) else one) for one in plain]


def is_one_of(field: str) -> Keep:
    """One value, several with commas, or a list of them."""

    def fits(_view: Any, row: Row, value: Any) -> bool:
        wanted = {part.strip() for one in as_list(value) for part in str(one).split(",")}
        return not wanted.isdisjoint(held(row, field))

    return fits


def is_like(*path: str) -> Keep:
    """``%`` and ``*`` are wildcards; without one the text must be equal. Ignores case."""

    def fits(_view: Any, row: Row, value: Any) -> bool:
        found: Any = row
        for name in path:
            found = found.get(name) if isinstance(found, Mapping) else None
        pattern = str(value).casefold().replace("[", "[[]").replace("?", "[?]").replace("%", "*")
        return fnmatchcase(str("" if found is None else found).casefold(), pattern)

    return fits


def is_from(field: str) -> Keep:
    """On this day or later."""
    return lambda _view, row, value: str(row.get(field) or "")[:10] >= str(value)[:10]


def is_until(field: str) -> Keep:
    """On this day or earlier; a record without a date is not."""
    return lambda _view, row, value: "" < str(row.get(field) or "")[:10] <= str(value)[:10]


def is_on(field: str) -> Keep:
    return lambda _view, row, value: str(row.get(field) or "")[:10] == str(value)[:10]


def texts_of(view: View, row: Row) -> str:
    """All texts of a record and the names of its account, contact and user, in lower case."""
    words: list[str] = []
    _collect(row, words)
    for field, resource in (("account", "accounts"), ("contact", "contacts")):
        linked = view.find(resource, row[field]) if isinstance(row.get(field), int) else None
        words += [str((linked or {}).get(name) or "") for name in ("name", "surname", "number", "email")]
    return " ".join(words).casefold()


def _collect(value: Any, words: list[str]) -> None:
    if isinstance(value, str):
        words.append(value)
    elif isinstance(value, dict):
        for name, one in value.items():
            if name != "coordinates":
                _collect(one, words)
    elif isinstance(value, list):
        for one in value:
            _collect(one, words)
