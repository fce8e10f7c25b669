"""Follow and merge, and that both survive a restart."""

import pytest

from tests.practice import PracticeOffice
from tests.unit.sandbox.cirrus.conftest import ACTIVITY, Caller, errors


@pytest.mark.parametrize("path", ["/accounts", "/activities", "/contacts"])
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
    lists = ("/contacts/", "/activities/")
    source = caller.items("/activities/", accountid=40)
    before = {path: caller.ids(path, accountid=40) | caller.ids(path, accountid=41) for path in lists}
    files = caller.ids("/files/", accountid=40) | caller.ids("/files/", accountid=41)
    caller.ask("PUT", "/accounts/40", json={"externalkey": "26/999999"})
    target = caller.get("/accounts/41")
    merged = caller.ask("POST", "/accounts/41/merge/40")
    assert merged["name"] == target["name"]
    assert merged["externalkey"] == "26/999999"
    assert "Samengevoegd met" in merged["info"]
    assert {path: caller.ids(path, accountid=41) for path in lists} == before
    assert source or before["/contacts/"]
    assert caller.ids("/files/", accountid=41) == files
    caller.refused("GET", "/accounts/40", 404)
    caller.refused("POST", "/accounts/41/merge/40", 404)
    caller.refused("POST", "/accounts/41/merge/41", 400)


def test_changes_survive_a_restart(caller: Caller) -> None:
    made = caller.ask("POST", "/activities/", json=ACTIVITY | {"externalkey": "blijft"})
    caller.ask("POST", "/accounts/41/merge/40")
    office = caller.office
    office_state = {name: office.records("cirrus", name) for name in ("activities", "accounts")}
    again = PracticeOffice.start(state=office.state_path)
    try:
        assert {name: again.records("cirrus", name) for name in office_state} == office_state
        assert again.record("cirrus", "activities", made["id"])["externalkey"] == "blijft"
    finally:
        again.stop()
