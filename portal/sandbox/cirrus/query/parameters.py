"""Query parameters that are more than a field's name; ``lists`` derives the others from their names."""

from collections.abc import Mapping
from typing import Any

from portal.sandbox.cirrus.query.filters import Keep, is_from, is_like, is_on, is_one_of, is_until
from portal.sandbox.cirrus.resources import CONTRACT
from portal.sandbox.cirrus.shapes import View
from portal.sandbox.crm.records import Row


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
