"""X-Token, OAuth client credentials, the rate limit and faults."""

import base64

import pytest

from portal.sandbox.cirrus.system import CALLS_A_MINUTE
from tests.practice import CLIENT_ID, CLIENT_SECRET, PracticeOffice
from tests.unit.sandbox.cirrus.conftest import Caller

GRANT = {"grant_type": "client_credentials", "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}


def sign_in(office: PracticeOffice) -> str:
    return str(
        office.client.post("/cirrus/oauth/token", data=GRANT).raise_for_status().json()["access_token"]
    )


def status(office: PracticeOffice, headers: dict[str, str]) -> int:
    return office.client.get("/cirrus/users/me", headers=headers).status_code


def test_a_bearer_of_client_credentials_is_the_portals_own_user(caller: Caller) -> None:
    answer = caller.office.client.post("/cirrus/oauth/token", data=GRANT)
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json().keys() == {"access_token", "token_type", "expires_in"}
    headers = {"Authorization": f"Bearer {answer.json()['access_token']}"}
    me = caller.office.client.get("/cirrus/users/me", headers=headers).json()
    assert (me["id"], me["name"]) == (2, "Portaal")
    assert caller.get("/users/me")["id"] == 1


def test_a_token_from_before_that_names_no_owner_is_refused(practice: PracticeOffice) -> None:
    row = {"id": "old", "token": "old", "expires_at": "2999-01-01T00:00:00+01:00"}
    practice.store_record("cirrus", "_token", **row)
    assert status(practice, {"Authorization": "Bearer old"}) == 401
    practice.store_record("cirrus", "_token", **row, owner="2")
    assert status(practice, {"Authorization": "Bearer old"}) == 200


def test_the_client_may_name_itself_by_basic(practice: PracticeOffice) -> None:
    basic = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
    answer = practice.client.post(
        "/cirrus/oauth/token",
        data={"grant_type": "client_credentials"},
        headers={"Authorization": f"Basic {basic}"},
    )
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("form", "code", "error"),
    [
        (GRANT | {"client_secret": "wrong"}, 401, "invalid_client"),
        (GRANT | {"client_id": "wrong"}, 401, "invalid_client"),
        ({"grant_type": "client_credentials"}, 401, "invalid_client"),
        (GRANT | {"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({}, 400, "invalid_request"),
    ],
)
def test_a_bad_sign_in_is_refused_by_the_words_of_oauth(
    form: dict[str, str], code: int, error: str, practice: PracticeOffice
) -> None:
    answer = practice.client.post("/cirrus/oauth/token", data=form)
    assert (answer.status_code, answer.json()) == (code, {"error": error})


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Token": "wrong"},
        {"X-Token": "wrong", "Authorization": "Bearer practice-cirrus"},
        {"Authorization": "Bearer wrong"},
        {"Authorization": "Basic cHJhY3RpY2U6cHJhY3RpY2Utc2VjcmV0"},
        {"Authorization": "Bearer"},
    ],
)
def test_anything_else_is_401(headers: dict[str, str], practice: PracticeOffice) -> None:
    answer = practice.client.get("/cirrus/users/me", headers=headers)
    assert (answer.status_code, answer.json()) == (401, {"message": "Unauthenticated"})
    assert "www-authenticate" in answer.headers


def test_a_token_ends_after_an_hour_or_five_seconds(practice: PracticeOffice) -> None:
    headers = {"Authorization": f"Bearer {sign_in(practice)}"}
    practice.advance_days(59 / 1440)
    assert status(practice, headers) == 200
    practice.advance_days(2 / 1440)
    assert status(practice, headers) == 401
    practice.set_switch("cirrus", "short-tokens")
    short = practice.client.post("/cirrus/oauth/token", data=GRANT).json()
    assert short["expires_in"] == 5
    practice.advance_days(6 / 86_400)
    assert status(practice, {"Authorization": f"Bearer {short['access_token']}"}) == 401


def test_tokens_can_be_revoked_but_the_x_token_stays(practice: PracticeOffice) -> None:
    headers = {"Authorization": f"Bearer {practice.post('crm/cirrus/token')['access_token']}"}
    assert status(practice, headers) == 200
    practice.revoke_tokens("cirrus")
    assert status(practice, headers) == 401
    assert status(practice, {"X-Token": "practice-cirrus"}) == 200


def test_no_secret_is_logged(caller: Caller) -> None:
    caller.get("/users/me")
    token = sign_in(caller.office)
    caller.ask("PUT", "/settings/", json={"consent": {"email": {"password": "geheim"}}})
    log = str(caller.office.calls())
    assert "client_credentials" in log
    for secret in ("practice-cirrus", CLIENT_SECRET, token, "geheim"):
        assert secret not in log


def test_too_many_calls_are_429_for_a_while_under_the_switch(caller: Caller) -> None:
    caller.office.set_clock("2026-11-22T12:00:00")
    for _call in range(CALLS_A_MINUTE + 5):
        assert caller.send("GET", "/addons/1").status_code == 200
    caller.office.set_switch("cirrus", "rate-limit")
    answers = [caller.send("GET", "/addons/1") for _call in range(CALLS_A_MINUTE + 1)]
    assert {one.status_code for one in answers[:-1]} == {200}
    last = answers[-1]
    assert last.status_code == 429
    assert last.json()["message"]
    wait_s = int(last.headers["retry-after"])
    assert 0 < wait_s <= 60
    caller.office.advance_days((wait_s + 1) / 86_400)
    assert caller.send("GET", "/addons/1").status_code == 200


@pytest.mark.parametrize(
    ("fault", "code"), [("429", 429), ("404", 404), ("422", 400), ("token-revoked", 401), ("locked", 409)]
)
def test_a_fault_looks_like_the_systems_own_refusal(fault: str, code: int, caller: Caller) -> None:
    caller.office.fault("cirrus", fault, operation="get_account", times=1)
    body = caller.refused("GET", "/accounts/1", code)
    assert body.keys() <= {"message", "errors"}
    assert caller.get("/accounts/1")["id"] == 1


def test_what_is_not_there_is_told_in_the_same_form(caller: Caller) -> None:
    for method, path, code in (
        ("GET", "/nothing", 404),
        ("DELETE", "/accounts/1", 405),
        ("GET", "/accounts", 404),
    ):
        answer = caller.send(method, path)
        assert (answer.status_code, answer.json().keys()) == (code, {"message"})
