"""Follow, merge, budgets and dynamic fields."""

from datetime import date

import pytest

from portal.sandbox.clock import Clock
from tests.unit.sandbox.cirrus.conftest import Caller, Row, errors


@pytest.mark.parametrize("path", ["/accounts", "/activities", "/contacts", "/opportunities"])
def test_who_follows_is_shown_and_can_be_asked_for(path: str, caller: Caller) -> None:
    body = {"key": 1, "userid": 8}
    for _time in range(2):
        caller.ask("POST", f"{path}/follow", json=body)
    followers = [one["id"] for one in caller.get(f"{path}/1")["followers"]]
    assert followers.count(8) == 1
    assert caller.ids(f"{path}/", followedby=8) == {1}
    caller.ask("POST", f"{path}/unfollow", json=body)
    assert caller.items(f"{path}/", followedby=8) == []


def test_following_needs_a_record_and_a_user(caller: Caller) -> None:
    caller.refused("POST", "/accounts/follow", 404, json={"key": 99999, "userid": 1})
    assert errors(caller.refused("POST", "/accounts/follow", 400, json={"key": 1, "userid": 99})) == {
        "userid"
    }
    assert errors(caller.refused("POST", "/accounts/follow", 400, json={})) == {"key", "userid"}


def test_a_merge_moves_everything_and_takes_the_source_away(caller: Caller) -> None:
    lists = ("/contacts/", "/activities/", "/opportunities/")
    source = caller.items("/activities/", accountid=40)
    before = {path: caller.ids(path, accountid=40) | caller.ids(path, accountid=41) for path in lists}
    orders = caller.ids("/orders/", accountids="40,41")
    files = caller.ids("/files/", accountid=40) | caller.ids("/files/", accountid=41)
    caller.ask("PUT", "/accounts/40", json={"externalkey": "26/999999"})
    target = caller.get("/accounts/41")
    merged = caller.ask("POST", "/accounts/41/merge/40")
    assert merged["name"] == target["name"]
    assert merged["externalkey"] == "26/999999"
    assert "Samengevoegd met" in merged["info"]
    assert {path: caller.ids(path, accountid=41) for path in lists} == before
    assert source or before["/contacts/"]
    assert (caller.ids("/orders/", accountids="41"), caller.ids("/files/", accountid=41)) == (orders, files)
    caller.refused("GET", "/accounts/40", 404)
    caller.refused("POST", "/accounts/41/merge/40", 404)
    caller.refused("POST", "/accounts/41/merge/41", 400)


def test_a_budget_is_made_changed_and_deleted(caller: Caller) -> None:
    path = "/accounts/50/budget/2030/2"
    caller.refused("GET", path, 404)
    made = caller.ask("PUT", path, json={"budget": 1200})
    assert {name: made[name] for name in ("year", "month", "budget")} == {
        "year": 2030,
        "month": 2,
        "budget": 1200,
    }
    assert caller.ask("PUT", path, json={"budget": 1300})["id"] == made["id"]
    assert caller.get(path)["budget"] == 1300
    assert caller.ask("DELETE", path) is None
    caller.refused("DELETE", path, 404)


def test_a_users_budget_is_spread_over_its_working_days(caller: Caller) -> None:
    budget = caller.ask("PUT", "/users/6/budget/2030/2", json={"budget": 1003, "pipeline": 40})
    days = [day for week in budget["weeks"] for day in week["days"]]
    assert sum(week["budget"] for week in budget["weeks"]) == sum(day["budget"] for day in days) == 1003
    assert all(date.fromisoformat(day["day"]).weekday() < 5 for day in days)
    assert len(days) == 20


def test_budgets_are_listed_between_two_months(caller: Caller) -> None:
    year = Clock().today().year
    span = {"year_from": year, "month_from": 3, "year_to": year, "month_to": 4}
    rows = caller.items("/users/budget", userids="6,7", **span)
    assert {(row["userid"], row["month"]) for row in rows} == {(6, 3), (6, 4), (7, 3), (7, 4)}
    assert {row["userid"] for row in caller.items("/users/6/budget", **span)} == {6}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/accounts/1/budget/2026/13", 400),
        ("/accounts/1/budget/26/1", 400),
        ("/users/99/budget/2026/1", 404),
        ("/users/99/budget", 404),
    ],
)
def test_a_budget_of_no_month_or_nobody_is_refused(path: str, status: int, caller: Caller) -> None:
    caller.refused("GET", path, status)


def test_a_dynamic_value_is_chosen_found_and_filtered_by(caller: Caller) -> None:
    path = "/dynamicfields/values/1/2"
    found = caller.ask("PUT", path, json={"selected": [{"id": 101}]})
    assert (found["value"], [one["label"] for one in found["selected"]]) == ("Zorg", ["Zorg"])
    assert 2 in caller.ids("/accounts/", typeid=5, dynamicfield_id=1, dynamicfield_val="Zo*")
    query = {"resourcetype": "account", "resourceid": 2}
    assert {row["name"]: row["value"] for row in caller.items("/dynamicfields/values", **query)}[
        "Sector"
    ] == "Zorg"
    assert len(caller.items("/dynamicfields/values", fieldids=[1, 2], **query)) == 2


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/dynamicfields/values/1/2", {"value": "Bestaat niet"}, 400),
        ("/dynamicfields/values/4/2", {"value": "2026-01-01"}, 400),  # read only
        ("/dynamicfields/values/5/2", {"value": ""}, 400),  # required
        ("/dynamicfields/values/99/2", {"value": "x"}, 404),
        ("/dynamicfields/values/1/99999", {"value": "Zorg"}, 404),
    ],
)
def test_a_dynamic_value_that_cannot_be_is_refused(path: str, body: Row, status: int, caller: Caller) -> None:
    caller.refused("PUT", path, status, json=body)


def test_values_are_asked_for_of_one_record(caller: Caller) -> None:
    assert errors(caller.refused("GET", "/dynamicfields/values", 400)) == {"resourcetype", "resourceid"}
