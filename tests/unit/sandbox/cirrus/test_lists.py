"""Pages, sorting and filters."""

from typing import Any

import pytest

from portal.sandbox.cirrus import SYSTEM
from tests.unit.sandbox.cirrus.conftest import Caller, Row

# What these lists cannot do without.
QUERIES: dict[str, dict[str, Any]] = {
    "list_kpis": {"userid": 1},
    "list_dynamic_values": {"resourcetype": "account", "resourceid": 1},
    "list_challenges": {"status": "all"},
}
SORTED = [
    (one.operation_id, one.path, parameter.schema["enum"])
    for one in SYSTEM.catalogue.operations.values()
    for parameter in one.parameters
    if parameter.name == "sorting" and "{" not in one.path
]


def test_pages_follow_each_other_and_the_last_is_shorter(caller: Caller) -> None:
    first = caller.get("/contacts/")
    assert {name: first[name] for name in ("page", "pages", "per_page")} == {
        "page": 1,
        "pages": -(-first["total"] // 10),
        "per_page": 10,
    }
    rows = caller.everything("/contacts/", accounttypeids="5")
    assert (
        len({row["id"] for row in rows}) == len(rows) == caller.get("/contacts/", accounttypeids="5")["total"]
    )
    last = caller.get("/contacts/", page=first["pages"])
    assert len(last["items"]) == first["total"] - 10 * (first["pages"] - 1)
    past = caller.get("/contacts/", page=first["pages"] + 1)
    assert (past["items"], past["total"]) == ([], first["total"])


def test_nothing_found_is_no_page_at_all(caller: Caller) -> None:
    page = caller.get("/accounts/", name="er is er geen")
    assert (page["pages"], page["total"], page["items"]) == (0, 0, [])


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"per_page": 51}, "per_page"),
        ({"page": 0}, "page"),
        ({"page": "x"}, "page"),
        ({"active": 3}, "active"),
    ],
)
def test_a_parameter_that_does_not_fit_is_named(query: dict[str, Any], field: str, caller: Caller) -> None:
    body = caller.refused("GET", "/accounts/", 400, params=query)
    assert body["message"] == "Input payload validation failed"
    assert body["errors"].keys() == {field}


def test_a_wrapped_page_comes_in_a_list_of_one_when_asked(caller: Caller) -> None:
    bare = caller.get("/accounts/")
    caller.office.set_switch("cirrus", "wrapped")
    assert caller.send("GET", "/accounts/").json() == [bare]
    assert isinstance(caller.send("GET", "/accounts/2").json(), dict)


def test_nulls_stand_for_what_is_empty_when_asked(caller: Caller) -> None:
    caller.office.set_switch("cirrus", "nulls")
    account = caller.send("GET", "/accounts/1").json()
    assert account["parentaccount"] is None
    assert account.keys() == SYSTEM.models["Account"].keys()


@pytest.mark.parametrize(("operation_id", "path", "ways"), SORTED, ids=lambda one: str(one)[:40])
def test_every_documented_way_of_sorting_works(
    operation_id: str, path: str, ways: list[str], caller: Caller
) -> None:
    query = QUERIES.get(operation_id, {})
    found = {way: caller.get(path, sorting=way, per_page=50, **query) for way in ways}
    assert len({page["total"] for page in found.values()}) == 1
    caller.refused("GET", path, 400, params=query | {"sorting": "nothing_asc"})


@pytest.mark.parametrize(
    ("path", "sorting", "key"),
    [
        ("/accounts/", "name", lambda row: row["name"].casefold()),
        ("/accounts/", "userid", lambda row: row["user"]["id"]),
        ("/accounts/", "postaladdress_number", lambda row: int(row["addresses"]["postal"]["number"])),
        ("/activities/", "date", lambda row: row["date"]),
        ("/activities/", "account", lambda row: row["account"]["name"].casefold()),
        ("/users/", "active", lambda row: row["active"]),
    ],
)
def test_a_list_is_sorted_both_ways(path: str, sorting: str, key: Any, caller: Caller) -> None:
    up = [key(row) for row in caller.items(path, sorting=f"{sorting}_asc")]
    down = [key(row) for row in caller.items(path, sorting=f"{sorting}_desc")]
    assert up == sorted(up)
    assert down == sorted(down, reverse=True)
    assert up[0] <= down[-1] or len(up) == 50
    assert up[0] < down[0]


def is_odd(row: Row) -> bool:
    return int(row["addresses"]["postal"]["number"]) % 2 == 1


def test_odd_house_numbers_come_first_when_asked(caller: Caller) -> None:
    assert all(map(is_odd, caller.items("/accounts/", sorting="postaladdress_odd_asc")))
    assert not any(map(is_odd, caller.items("/accounts/", sorting="postaladdress_even_asc")))


@pytest.mark.parametrize(
    ("path", "query", "fits"),
    [
        ("/accounts/", {"name": "*bakkerij*"}, lambda row: "bakkerij" in row["name"].casefold()),
        ("/accounts/", {"name": "Garage%"}, lambda row: row["name"].startswith("Garage")),
        ("/accounts/", {"active": 0}, lambda row: row["active"] == 0),
        ("/accounts/", {"typeid": 5}, lambda row: row["type"]["name"] == "Particulier"),
        ("/accounts/", {"typeids": "3,4"}, lambda row: row["type"]["id"] in (3, 4)),
        ("/accounts/", {"userids": "6,7"}, lambda row: row["user"]["id"] in (6, 7)),
        ("/accounts/", {"accountnumber": "K1004*"}, lambda row: row["number"].startswith("K1004")),
        ("/accounts/", {"postal_city": "eupen"}, lambda row: row["addresses"]["postal"]["city"] == "Eupen"),
        ("/accounts/", {"vatno": "BE0999%"}, lambda row: row["vatno"].startswith("BE0999")),
        ("/accounts/", {"followedby": 3}, lambda row: 3 in [one["id"] for one in row["followers"]]),
        ("/accounts/", {"dynamicfield_id": 1, "dynamicfield_val": "Zorg"}, lambda row: row["id"]),
        ("/activities/", {"accountid": 2}, lambda row: row["accountid"] == 2),
        ("/activities/", {"closed": 0}, lambda row: row["closed"] == 0),
        ("/activities/", {"typeids": "2"}, lambda row: row["type"]["name"] == "Bezoek"),
        ("/activities/", {"userid": 7}, lambda row: row["userid"] == 7),
        ("/activities/", {"accounttypeids": "5"}, lambda row: row["account"]["number"] <= "K10031"),
        ("/activities/", {"contactid": 2}, lambda row: row["primarycontact"]["id"] == 2),
        ("/contacts/", {"city": "Gent"}, lambda row: row["city"] == "Gent"),
        ("/contacts/", {"primarycontact": 0}, lambda row: row["primarycontact"] == 0),
        ("/contacts/", {"email": "*@*.example"}, lambda row: row["email"].endswith(".example")),
        ("/files/", {"contactid": 2}, lambda row: 2 in row["connectedcontacts"]),
        ("/files/folders", {"parentfolderid": 1}, lambda row: row["parentfolderid"] == 1),
        ("/users/", {"code": "U003"}, lambda row: row["id"] == 3),
    ],
)
def test_a_filter_keeps_what_fits_and_nothing_else(
    path: str, query: dict[str, Any], fits: Any, caller: Caller
) -> None:
    found = caller.get(path, per_page=50, **query)
    everything = caller.get(path, per_page=50)["total"]
    assert found["items"]
    assert all(fits(row) for row in found["items"])
    assert found["total"] < everything or query.get("active") == 0


@pytest.mark.parametrize(
    ("path", "low", "high", "field"),
    [
        ("/activities/", "startdate", "enddate", "date"),
    ],
)
def test_a_date_span_keeps_what_lies_in_it_both_days_included(
    path: str, low: str, high: str, field: str, caller: Caller
) -> None:
    days = sorted(row[field][:10] for row in caller.everything(path))
    first, last = days[len(days) // 3], days[len(days) // 2]
    found = sorted(row[field][:10] for row in caller.everything(path, **{low: first, high: last}))
    assert found
    assert first <= found[0] <= found[-1] <= last
    if not low.startswith("actual"):
        assert (found[0], found[-1]) == (first, last)


def test_full_text_looks_in_the_record_and_in_its_account(caller: Caller) -> None:
    assert caller.ids("/accounts/", fulltext="verhoeven lotte") == {2}
    assert caller.ids("/accounts/", fulltext="26/004512") == {2}
    assert caller.ids("/activities/", fulltext="verhoev*") == caller.ids("/activities/", accountid=2)
    assert caller.items("/accounts/", fulltext="bestaat niet") == []


def test_accounts_are_found_by_what_was_done_for_them(caller: Caller) -> None:
    done = {row["accountid"] for row in caller.everything("/activities/", closed=0, typeid=2, userid=6)}
    asked = {"activity": 1, "activity_closed": 0, "activity_type": 2, "activity_user": 6, "active": 2}
    assert {row["id"] for row in caller.everything("/accounts/", **asked)} == done
    quiet = caller.get("/accounts/", activity=0, active=2)["total"]
    assert quiet == 2000 - len({row["accountid"] for row in caller.everything("/activities/")})


def test_accounts_are_found_by_place(caller: Caller) -> None:
    near = caller.everything("/accounts/", nearto="51.0538,3.7250", distance="10")
    assert {row["addresses"]["visiting"]["city"] for row in near} >= {"Gent"}
    assert "Eupen" not in {row["addresses"]["visiting"]["city"] for row in near}


def test_coordinates_tell_the_distance_from_a_place(caller: Caller) -> None:
    place = '{"latitude": 51.0538, "longitude": 3.7250}'
    rows = caller.items("/accounts/accountcoordinates", nearto=place, distance="10")
    assert rows
    assert all(float(row["distance"]) <= 10 for row in rows)
    assert caller.items("/activities/activitycoordinates", accountid=2)[0]["distance"] is None
