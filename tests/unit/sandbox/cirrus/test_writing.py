"""What calls that create and change do to the records."""

import pytest

from tests.unit.sandbox.cirrus.conftest import ACTIVITY, Caller, Row, errors


def test_a_new_account_points_to_what_was_sent(caller: Caller) -> None:
    body = {
        "name": "Nieuwe klant",
        "typeid": 2,
        "userid": 6,
        "parentaccountid": 1,
        "accountgroups": [{"id": 1, "name": "wordt niet geloofd"}],
        "tags": [{"id": 1}],
        "addresses": {"visiting": {"city": "Gent", "zip": "9000"}},
    }
    made = caller.ask("POST", "/accounts/", json=body)
    assert made["id"] == 2001
    assert made["type"] == {"id": 2, "name": "Prospect"}
    assert made["user"]["surname"] == "Van Hove"
    assert made["parentaccount"]["name"] == caller.get("/accounts/1")["name"]
    assert made["accountgroups"] == [{"id": 1, "name": "Zorginstellingen"}]
    assert (made["active"], made["contacts"], made["followers"]) == (1, [], [])
    assert caller.ids("/accounts/", fulltext="nieuwe klant") == {2001}


def test_a_change_touches_only_what_it_names(caller: Caller) -> None:
    before = caller.get("/accounts/2")
    caller.ask("PUT", "/accounts/2", json={"info": "Belt zelf", "addresses": {"visiting": {"letter": "B"}}})
    after = caller.get("/accounts/2")
    before["addresses"]["visiting"]["letter"] = "B"
    assert after == before | {"info": "Belt zelf"}
    assert after["addresses"]["postal"]["letter"] is None


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({}, {"name", "typeid", "userid"}),
        ({"name": "x", "typeid": 1}, {"userid"}),
        ({"name": 5, "typeid": "x", "userid": 1}, {"name", "typeid"}),
        ({"name": "x", "typeid": 99, "userid": 98}, {"typeid", "userid"}),
        (
            {"name": "x", "typeid": 1, "userid": 1, "addresses": {"visiting": {"city": 4}}},
            {"addresses.visiting.city"},
        ),
        ({"name": "x", "typeid": 1, "userid": 1, "parentaccountid": 5000}, {"parentaccountid"}),
    ],
)
def test_a_body_that_does_not_fit_names_every_field(body: Row, wrong: set[str], caller: Caller) -> None:
    refusal = caller.refused("POST", "/accounts/", 400, json=body)
    assert refusal["message"] == "Input payload validation failed"
    assert errors(refusal) == wrong
    assert caller.send("GET", "/accounts/2001").status_code == 404


def test_required_fields_are_required_only_when_new(caller: Caller) -> None:
    assert errors(caller.refused("POST", "/contacts/", 400, json={})) == {"name", "surname", "accountid"}
    assert caller.ask("PUT", "/contacts/2", json={"city": "Brugge"})["city"] == "Brugge"


def test_a_body_that_is_no_json_is_400(caller: Caller) -> None:
    headers = {"Content-Type": "application/json"}
    caller.refused("POST", "/accounts/", 400, content=b"{", headers=headers)


def test_a_new_activity_is_seen_from_account_and_contact(caller: Caller) -> None:
    made = caller.ask("POST", "/activities/", json=ACTIVITY)
    assert (made["start"], made["stop"]) == ("2026-03-02T09:00:00Z", "2026-03-02T09:30:00Z")
    assert (made["userid"], made["user"][0]["id"], made["closed"]) == (3, 3, 0)
    assert made["primarycontact"]["surname"] == "Verhoeven"
    assert made["id"] in caller.ids("/activities/", accountid=2, contactid=2, date="2026-03-02")
    moved = caller.ask(
        "PUT", f"/activities/{made['id']}", json={"closed": 1, "starttime": "11:00", "userid": 6}
    )
    assert (moved["start"], moved["userid"]) == ("2026-03-02T10:00:00Z", 6)
    later = caller.ask("PUT", f"/activities/{made['id']}", json={"start": "2026-03-02T13:15:00Z"})
    assert later["starttime"] == "14:15", "the hour in the office is the hour of the moment"
    assert made["id"] not in caller.ids("/activities/", accountid=2, closed=0)


def test_a_time_that_is_none_is_refused(caller: Caller) -> None:
    refusal = caller.refused("POST", "/activities/", 400, json=ACTIVITY | {"starttime": "25:00"})
    assert errors(refusal) == {"starttime"}


def test_an_activity_is_found_again_by_its_own_external_key(caller: Caller) -> None:
    """What makes an outbox exactly once."""
    made = caller.ask("POST", "/activities/", json=ACTIVITY | {"externalkey": "portaal:1"})
    assert caller.ids("/activities/", externalkey="portaal:1") == {made["id"]}
    assert caller.items("/activities/", externalkey="portaal:2") == []


def test_an_activity_type_is_made_without_a_body(caller: Caller) -> None:
    before = caller.get("/activities/activitytypes")
    after = caller.ask("POST", "/activities/activitytypes", json={"name": "Portaal"})
    assert after[:-1] == before
    assert after[-1]["name"] == "Portaal"
    assert caller.send("POST", "/activities/activitytypes").status_code == 200
