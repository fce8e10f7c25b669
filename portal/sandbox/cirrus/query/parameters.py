"""Filters, and query parameters that are more than a field's name; ``lists`` derives the others."""

from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase
from typing import Any

from portal.sandbox.cirrus.resources import CONTRACT
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


def _day(row: Row, field: str) -> str:
    return str(row.get(field) or "")[:10]


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


def _of_account(field: str) -> Keep:
    fits = is_one_of(field)
    return lambda view, row, value: fits(view, view.find("accounts", row.get("account")) or {}, value)


def _is_active(_view: Any, row: Row, value: Any) -> bool:
    """2 means both."""
    return value in (2, int(row.get("active") or 0))


def _has_number(view: View, row: Row, value: Any) -> bool:
    return is_like("number")(view, view.find("accounts", row.get("account")) or row, value)


def _has_group(view: View, row: Row, value: Any) -> bool:
    """An account group in use by this account."""
    account = view.find("accounts", value)
    return bool(account and row["id"] in account.get("accountgroups", ()))


def _is_met(_view: View, row: Row, value: Any) -> bool:
    people = [row.get("primarycontact"), *row.get("invitedcontacts", ())]
    return str(value) in {str(one) for one in people}


KINDS: Mapping[str, Callable[..., Keep]] = {
    "one-of": is_one_of,
    "like": is_like,
    "from": lambda field: lambda _view, row, value: _day(row, field) >= str(value)[:10],
    "until": lambda field: lambda _view, row, value: "" < _day(row, field) <= str(value)[:10],
    "on": lambda field: lambda _view, row, value: _day(row, field) == str(value)[:10],
    "of-account": _of_account,
    "account-number": lambda: _has_number,
    "active": lambda: _is_active,
    "group": lambda: _has_group,
    "met": lambda: _is_met,
    "ignored": lambda: lambda _view, _row, _value: True,
}
SINGULAR = {"activities": "activity", "opportunities": "opportunity"}
FILTERS: Mapping[str, Keep] = {
    **{name: KINDS[kind](*path) for name, (kind, *path) in CONTRACT.filters.items()},
    **{
        f"list_files {SINGULAR.get(kind, kind[:-1])}id": is_one_of(f"connected{kind}")
        for kind in CONTRACT.connected
    },
}
"""By query parameter, some only of one operation."""
