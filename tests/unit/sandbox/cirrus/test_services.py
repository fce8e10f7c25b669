"""Challenges, signatures, services of others, settings, the own user, and a restart."""

import pytest

from portal.sandbox.clock import Clock
from tests.practice import PracticeOffice
from tests.unit.sandbox.cirrus.conftest import ACTIVITY, Caller, errors


def test_a_challenge_is_answered_once(caller: Caller) -> None:
    body = {"challenged": {"id": 3}, "startdate": "2030-01-07T00:00:00Z", "type": {"id": 2}}
    (made,) = caller.ask("POST", "/gamification/", json=body)
    assert (made["challenger"]["user"]["id"], made["stopdate"][:10]) == (1, "2030-01-14")
    path = f"/gamification/{made['id']}"
    assert made["id"] in caller.ids("/gamification/", status="pending")
    assert caller.ask("PUT", f"{path}/accept") == {"id": made["id"], "status": "accepted"}
    assert made["id"] in caller.ids("/gamification/", status="ongoing")
    caller.refused("PUT", f"{path}/decline", 409)
    assert caller.get(path)["active"] == 1


def test_challenges_are_won_and_lost_by_who_asks(caller: Caller) -> None:
    won, lost = caller.items("/gamification/", status="won"), caller.items("/gamification/", status="lost")
    assert won
    assert all(row["winner"]["id"] == 1 for row in won)
    assert all(row["winner"]["id"] != 1 for row in lost)
    assert {
        row["challenged"]["user"]["id"] for row in caller.items("/gamification/", status="unanswered")
    } <= {1}


def test_a_signature_is_complete_when_asked_for_the_third_time(caller: Caller) -> None:
    body = {"abstract": "Overeenkomst", "personalnumber": "199913990001"}
    made = caller.ask("POST", "/bankid/", json=body)
    states = [caller.get(f"/bankid/{made['id']}")["status"] for _time in range(3)]
    assert [made["status"], *states] == ["pending", "pending", "pending", "complete"]
    done = caller.get(f"/services/bankid/{made['id']}")
    assert done["completiondata"]["user"]["personalnumber"] == "199913990001"
    relation = {"signature": made["id"], "type": "order", "otherid": 1}
    caller.ask("POST", "/bankid/relations", json=relation)
    assert [row["otherid"] for row in caller.items("/bankid/relations", signatureid=made["id"])] == [1]


def test_a_signature_can_be_refused_or_cancelled(caller: Caller) -> None:
    refused = caller.ask("POST", "/bankid/", json={"abstract": "x", "personalnumber": "199913990009"})
    for _time in range(3):
        last = caller.get(f"/bankid/{refused['id']}")
    assert (last["status"], last["hintcode"]) == ("failed", "userCancel")
    cancelled = caller.ask("POST", "/services/bankid", json={"abstract": "x"})
    assert caller.ask("DELETE", f"/services/bankid/{cancelled['id']}")["hintcode"] == "cancelled"
    assert caller.get(f"/bankid/{cancelled['id']}")["status"] == "failed"


@pytest.mark.parametrize(("last", "outcome"), [("1", "APPROVED"), ("8", "REVIEW"), ("9", "DECLINED")])
def test_a_credit_check_goes_by_the_last_digit(last: str, outcome: str, caller: Caller) -> None:
    body = {"person_number": f"19991399000{last}"}
    assert caller.ask("POST", "/services/creditcheck", json=body)["outcome"] == outcome


def test_the_services_know_nobody_else(caller: Caller) -> None:
    assert (
        caller.ask("POST", "/services/address", json={"person_number": "199913990001"})["surname"]
        == "Oefening"
    )
    caller.refused("POST", "/services/address", 404, json={"person_number": "199913990099"})
    assert errors(caller.refused("POST", "/services/creditcheck", 400, json={"person_number": "12"})) == {
        "person_number"
    }


def test_phones_are_asked_for_by_model(caller: Caller) -> None:
    assert [row["name"] for row in caller.get("/services/phonemodels", brandid=2)] == ["Mini"]
    assert caller.get("/services/phoneoptions", modelid=1)["colours"]["name"] == "Zwart"
    assert [row["id"] for row in caller.get("/services/phones", modelid=2, colourid=1)] == [2]
    assert errors(caller.refused("GET", "/services/phones", 400)) == {"modelid"}
    assert errors(caller.refused("GET", "/services/phoneoptions", 400, params={"modelid": 9})) == {"modelid"}


def test_settings_and_the_own_user_change_without_giving_passwords_back(caller: Caller) -> None:
    caller.ask("PUT", "/settings/", json={"currency": "SEK", "consent": {"email": {"password": "geheim"}}})
    settings = caller.get("/settings/")
    assert (settings["currency"], settings["consent"]["email"]["password"]) == ("SEK", "")
    assert settings["portal"]["name"] == "Gerechtsdeurwaarderskantoor Lindenhof"
    me = caller.ask(
        "PUT", "/users/me", json={"language": "fr", "id": 9, "emailsettings": {"password": "geheim"}}
    )
    assert (me["id"], me["language"], me["emailsettings"]["password"]) == (1, "fr", "")
    assert caller.get("/users/1")["language"] == "fr"


def test_departments_and_their_users_agree(caller: Caller) -> None:
    department = caller.get("/users/departments/4")
    assert department["parent"]["name"] == "Directie"
    assert {one["id"] for one in department["users"]} == {6, 7}
    assert caller.get("/users/6")["departments"][0]["parentdepartment"]["id"] == 1


def test_key_figures_count_the_records(caller: Caller) -> None:
    before = {row["title"]: row["value"] for row in caller.items("/kpis/", userid=3)}
    caller.ask("POST", "/activities/", json=ACTIVITY)
    after = {row["title"]: row["value"] for row in caller.items("/kpis/", userid=3)}
    assert int(after["Open activiteiten"]) == int(before["Open activiteiten"]) + 1
    assert len(caller.items("/kpis/", userid=3, location="all")) == 6
    assert errors(caller.refused("GET", "/kpis/", 400)) == {"userid"}


def test_changes_survive_a_restart(caller: Caller) -> None:
    made = caller.ask("POST", "/activities/", json=ACTIVITY | {"externalkey": "blijft"})
    caller.ask("POST", "/accounts/41/merge/40")
    caller.ask("DELETE", f"/accounts/1/budget/{Clock().today().year}/1")
    office = caller.office
    office_state = {
        name: office.records("cirrus", name) for name in ("activities", "accounts", "accountbudgets")
    }
    again = PracticeOffice.start(state=office.state_path)
    try:
        assert {name: again.records("cirrus", name) for name in office_state} == office_state
        assert again.record("cirrus", "activities", made["id"])["externalkey"] == "blijft"
    finally:
        again.stop()
