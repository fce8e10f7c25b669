"""Query parameters that are not simply a field's name; ``lists`` reads all others off their names."""

from collections.abc import Mapping
from typing import Any

from portal.sandbox.cirrus.filters import Keep, is_from, is_like, is_on, is_one_of, is_until
from portal.sandbox.cirrus.shapes import CONNECTED, View
from portal.sandbox.crm.records import Row


def _of_account(field: str) -> Keep:
    fits = is_one_of(field)
    return lambda view, row, value: fits(view, view.find("accounts", row.get("account")) or {}, value)


def is_active(_view: Any, row: Row, value: Any) -> bool:
    """2 means both."""
    return value in (2, int(row.get("active") or 0))


def always(_view: Any, _row: Row, _value: Any) -> bool:
    """A parameter that another one reads."""
    return True


def _mission_has(kind: str) -> Keep:
    """The mission is connected to one of these records."""

    def fits(view: View, row: Row, value: Any) -> bool:
        wanted = {part.strip() for part in str(value).split(",")}
        return any(
            one["type"] == kind and str(one["connectid"]) in wanted
            for one in view.pointing("missionconnections", "mission", row["id"])
        )

    return fits


def _has_object(view: View, row: Row, value: Any) -> bool:
    wanted = {part.strip() for part in str(value).split(",")}
    links = view.pointing("contractobjects", "contractid", row["id"])
    return any(str(one["objectid"]) in wanted for one in links)


def _has_group(view: View, row: Row, value: Any) -> bool:
    """An account group in use by this account."""
    account = view.find("accounts", value)
    return bool(account and row["id"] in account.get("accountgroups", ()))


def _takes_part(side: str) -> Keep:
    return lambda _view, row, value: row[side]["user"] == value


def _fits_quantity(_view: Any, row: Row, value: Any) -> bool:
    return bool(row["min"] <= value <= row["max"])


def _quote_has(kind: str) -> Keep:
    fits = is_one_of("otherid")
    return lambda view, row, value: any(
        one["type"] == kind and fits(view, one, value)
        for one in view.pointing("quoterelations", "quoteid", row["id"])
    )


def _changed(fits: Keep) -> Keep:
    """Of a closed opportunity only."""
    return lambda view, row, value: bool(row.get("closed")) and fits(view, row, value)


def _is_met(_view: View, row: Row, value: Any) -> bool:
    wanted = {str(value)}
    people = [row.get("primarycontact"), *row.get("invitedcontacts", ())]
    return not wanted.isdisjoint(str(one) for one in people)


SINGULAR = {"activities": "activity", "opportunities": "opportunity"}
BY_NAME: Mapping[str, Keep] = {
    **dict.fromkeys(("activity", "activity_user", "activity_closed", "activity_type"), always),
    "accountnumber": lambda view, row, value: is_like("number")(
        view, view.find("accounts", row.get("account")) or row, value
    ),
    "accountresponsibleids": _of_account("user"),
    "accounttypeids": _of_account("type"),
    "accountuserids": _of_account("user"),
    "active": is_active,
    "altnumber": is_like("alternateid"),
    "businessareaid'": is_one_of("businessareaid"),
    "categoryids": is_one_of("categories"),
    "created": is_on("created"),
    "date": is_on("date"),
    "deliveryaddress_city": is_like("addresses", "delivery", "city"),
    "distance": always,
    "followedby": is_one_of("followers"),
    "folowupdate": is_on("followup"),
    "invoiceaddress_city": is_like("addresses", "invoice", "city"),
    "languageids": is_one_of("languages"),
    "location": is_like("location"),
    "missionid": always,
    "missionids": always,
    "missionresult": always,
    "nearto": always,
    "objectids": _has_object,
    "postal_city": is_like("addresses", "postal", "city"),
    "postal_street": is_like("addresses", "postal", "street"),
    "visitingaddress_city": is_like("addresses", "visiting", "city"),
    **{f"{field}_start": is_from(field) for field in ("placedate", "validtodate", "deliverydate")},
    **{f"{field}_end": is_until(field) for field in ("placedate", "validtodate", "deliverydate")},
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
    ("list_challenges", "challengerid"): _takes_part("challenger"),
    ("list_challenges", "challengedid"): _takes_part("challenged"),
    ("list_challenges", "datespan_start"): is_from("stopdate"),
    ("list_challenges", "datespan_end"): is_until("startdate"),
    ("list_challenges", "status"): always,
    ("list_dynamic_fields", "fieldname"): is_like("name"),
    ("list_dynamic_fields", "groups"): is_one_of("group"),
    ("list_dynamic_fields", "typeid"): lambda _view, row, value: row["type"]["id"] == value,
    **{
        ("list_files", f"{SINGULAR.get(kind, kind[:-1])}id"): is_one_of(f"connected{kind}")
        for kind in CONNECTED
    },
    ("list_folders", "folderid"): is_one_of("id"),
    **{
        ("list_missions", f"{SINGULAR.get(kind, kind[:-1])}ids"): _mission_has(SINGULAR.get(kind, kind[:-1]))
        for kind in ("accounts", "activities", "articles", "users", "orders")
    },
    ("list_mission_activity_connections", "typeids"): is_one_of("activitytype"),
    ("list_mission_activity_connections", "start"): is_from("start"),
    ("list_mission_activity_connections", "end"): is_until("end"),
    ("list_missions", "datespan_start"): is_from("enddate"),
    ("list_missions", "datespan_end"): is_until("startdate"),
    ("list_missions", "ownerid"): is_one_of("userid"),
    ("list_missions", "ownerids"): is_one_of("userid"),
    ("list_opportunities", "actual_startdate"): _changed(is_from("changedate")),
    ("list_opportunities", "actual_enddate"): _changed(is_until("changedate")),
    ("list_opportunities", "estimated_startdate"): is_from("estimatedenddate"),
    ("list_opportunities", "estimated_enddate"): is_until("estimatedenddate"),
    ("list_orders", "datespan_start"): is_from("placedate"),
    ("list_orders", "datespan_end"): is_until("placedate"),
    ("list_orders", "number"): is_one_of("id"),
    ("list_price_groups", "quantity"): _fits_quantity,
    ("list_price_lists", "accountid"): always,
    ("list_price_lists", "accountnumber"): always,
    ("list_price_lists", "start"): is_from("stop"),
    ("list_price_lists", "stop"): is_until("start"),
    ("list_quotes", "activityids"): _quote_has("activity"),
    ("list_quotes", "orderids"): _quote_has("order"),
    ("list_quote_statuses", "default"): is_one_of("isdefault"),
}
