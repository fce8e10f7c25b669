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


def _of_account(field: str) -> Keep:
    fits = is_one_of(field)
    return lambda view, row, value: fits(view, view.find("accounts", row.get("account")) or {}, value)


def is_active(_view: Any, row: Row, value: Any) -> bool:
    """2 means both."""
    return value in (2, int(row.get("active") or 0))


def always(_view: Any, _row: Row, _value: Any) -> bool:
    """Accepts every row: the parameter is read by another one."""
    return True


def _has_group(view: View, row: Row, value: Any) -> bool:
    """An account group in use by this account."""
    account = view.find("accounts", value)
    return bool(account and row["id"] in account.get("accountgroups", ()))


def _is_met(_view: View, row: Row, value: Any) -> bool:
    wanted = {str(value)}
    people = [row.get("primarycontact"), *row.get("invitedcontacts", ())]
    return not wanted.isdisjoint(str(one) for one in people)


SINGULAR = {"activities": "activity", "opportunities": "opportunity"}
BY_NAME: Mapping[str, Keep] = {
    **dict.fromkeys(("activity", "activity_user", "activity_closed", "activity_type"), always),
    **dict.fromkeys(("distance", "nearto", "missionid", "missionids", "missionresult"), always),
    "accountnumber": lambda view, row, value: is_like("number")(
        view, view.find("accounts", row.get("account")) or row, value
    ),
    "accountresponsibleids": _of_account("user"),
    "accounttypeids": _of_account("type"),
    "accountuserids": _of_account("user"),
    "active": is_active,
    "created": is_on("created"),
    "date": is_on("date"),
    "deliveryaddress_city": is_like("addresses", "delivery", "city"),
    "followedby": is_one_of("followers"),
    "invoiceaddress_city": is_like("addresses", "invoice", "city"),
    "postal_city": is_like("addresses", "postal", "city"),
    "postal_street": is_like("addresses", "postal", "street"),
    "visitingaddress_city": is_like("addresses", "visiting", "city"),
}

BY_OPERATION: Mapping[tuple[str, str], Keep] = {
    ("list_account_groups", "accountid"): _has_group,
    **{
        (f"list_{name}", field): fits
        for name in ("activities", "activity_coordinates")
        for field, fits in (
            ("contactid", _is_met),
            ("startdate", is_from("date")),
            ("enddate", is_until("date")),
        )
    },
    **{
        ("list_files", f"{SINGULAR.get(kind, kind[:-1])}id"): is_one_of(f"connected{kind}")
        for kind in CONTRACT.connected
    },
    ("list_challenges", "status"): always,
    ("list_folders", "folderid"): is_one_of("id"),
}
