"""Signing in: the pages, the code, the tokens and how long they live."""

from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest

from tests.markup import read_faultless
from tests.practice import CLIENT_ID, CLIENT_SECRET, PracticeOffice
from tests.unit.sandbox.dossierdata.conftest import PREFIX, Caller

BACK = "http://127.0.0.1:8000/desk/crm/dossierdata/callback/"
ASKED = {
    "client_id": CLIENT_ID,
    "scope": "customer:basic, customer:contact",
    "redirect_uri": BACK,
    "response_type": "code",
    "state": "a b&c",
}


def authorize(browser: httpx.Client, **changed: str) -> httpx.Response:
    return browser.get(f"{PREFIX}/oauth/authorize", params=ASKED | changed)


@pytest.fixture
def browser(practice: PracticeOffice) -> Any:
    with httpx.Client(base_url=practice.base_url, trust_env=False) as client:
        yield client


def sign_in(browser: httpx.Client, username: str = "an.claes", password: str = "practice") -> httpx.Response:
    to = parse_qs(urlsplit(authorize(browser).headers["location"]).query)["to"][0]
    return browser.post("/dossierdata/login", data={"to": to, "username": username, "password": password})


def decide(browser: httpx.Client, decision: str) -> dict[str, str]:
    answer = browser.post("/dossierdata/consent", data={"query": urlencode(ASKED), "decision": decision})
    assert answer.headers["location"].startswith(BACK)
    return {name: texts[0] for name, texts in parse_qs(urlsplit(answer.headers["location"]).query).items()}


def get_tokens(browser: httpx.Client, **changed: str) -> httpx.Response:
    body = {
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
        "grant_type": "authorization_code",
        "redirect_uri": BACK,
    }
    return browser.post(f"{PREFIX}/oauth/access_token", json=body | changed)


def refresh(client: httpx.Client, token: str, **more: str) -> httpx.Response:
    body = {"grant_type": "refresh_token", "refresh_token": token, **more}
    return client.post(f"{PREFIX}/oauth/access_token", json=body)


def test_a_user_signs_in_says_yes_and_the_code_gives_tokens_once(
    browser: httpx.Client, caller: Caller
) -> None:
    back = sign_in(browser)
    assert back.status_code == 303
    consent = browser.get(back.headers["location"])
    read_faultless(consent.text)
    assert "An Claes" in consent.text
    assert "customer:contact" in consent.text
    answer = decide(browser, "yes")
    assert answer["state"] == "a b&c"
    tokens = get_tokens(browser, code=answer["code"])
    caller.check("POST", "/oauth/access_token", tokens)
    assert tokens.headers["cache-control"] == "no-store"
    assert tokens.json()["expires_in"] == 86_400
    caller.token = tokens.json()["access_token"]
    assert caller.ask("GET", "/protected") == {"status": "ok"}
    again = get_tokens(browser, code=answer["code"])
    assert again.status_code == 400
    assert again.json()["error"] == "invalid_request"


def test_a_test_can_walk_through_the_pages_in_one_step(practice: PracticeOffice) -> None:
    address = f"{practice.dossierdata_url}/oauth/authorize?{urlencode(ASKED)}"
    answer = httpx.URL(practice.sign_in_at_dossierdata(address, username="bert.maes")).params
    assert answer["state"] == "a b&c"
    tokens = get_tokens(practice.client, code=answer["code"])
    assert tokens.status_code == 200
    refused = httpx.URL(practice.sign_in_at_dossierdata(address, decision="no")).params
    assert refused["error"] == "access_denied"


def test_saying_no_sends_an_error_back_with_the_state(browser: httpx.Client) -> None:
    sign_in(browser)
    answer = decide(browser, "no")
    assert (answer["error"], answer["state"]) == ("access_denied", "a b&c")
    assert "code" not in answer


def test_a_wrong_password_is_told_and_signs_nobody_in(browser: httpx.Client) -> None:
    answer = sign_in(browser, password="wrong")
    assert answer.status_code == 422
    assert "not right" in answer.text
    read_faultless(answer.text)
    assert authorize(browser).status_code == 302


def test_another_user_can_sign_in_instead(browser: httpx.Client) -> None:
    sign_in(browser)
    answer = browser.post("/dossierdata/consent", data={"query": urlencode(ASKED), "decision": "other"})
    assert answer.headers["location"].startswith("/dossierdata/login?")
    assert authorize(browser).status_code == 302


@pytest.mark.parametrize(
    ("changed", "status", "error"),
    [
        ({"client_id": "other"}, 401, "invalid_client"),
        ({"redirect_uri": f"{BACK}more"}, 401, "invalid_client"),
        ({"redirect_uri": "https://evil.example/desk/crm/dossierdata/callback/"}, 401, "invalid_client"),
        ({"response_type": "token"}, 400, "invalid_request"),
        ({"scope": "everything"}, 400, "invalid_scope"),
    ],
)
def test_a_wrong_question_leads_nowhere(
    changed: dict[str, str], status: int, error: str, browser: httpx.Client
) -> None:
    answer = authorize(browser, **changed)
    assert answer.status_code == status
    assert answer.json()["error"] == error
    assert "location" not in answer.headers


def test_a_form_of_another_site_gives_no_code(browser: httpx.Client) -> None:
    sign_in(browser)
    answer = browser.post(
        "/dossierdata/consent",
        data={"query": urlencode(ASKED), "decision": "yes"},
        headers={"Origin": "https://evil.example"},
    )
    assert answer.headers["location"].startswith("/dossierdata/login?")


@pytest.mark.parametrize(
    ("changed", "status", "error"),
    [
        ({"client_secret": "wrong"}, 401, "invalid_client"),
        ({"client_id": "wrong"}, 401, "invalid_client"),
        ({"code": "wrong"}, 400, "invalid_request"),
        ({"redirect_uri": "http://elsewhere.example/"}, 400, "invalid_request"),
        ({"grant_type": "password"}, 400, "invalid_request"),
    ],
)
def test_tokens_need_the_right_client_code_and_address(
    changed: dict[str, str], status: int, error: str, browser: httpx.Client, caller: Caller
) -> None:
    sign_in(browser)
    answer = get_tokens(browser, **({"code": decide(browser, "yes")["code"]} | changed))
    assert (answer.status_code, answer.json()["error"]) == (status, error)
    caller.check("POST", "/oauth/access_token", answer)


def test_a_code_lives_ten_minutes(browser: httpx.Client, practice: PracticeOffice) -> None:
    sign_in(browser)
    code = decide(browser, "yes")["code"]
    practice.advance_days(11 / 1440)
    assert get_tokens(browser, code=code).status_code == 400


def test_a_refresh_gives_new_tokens_and_ends_the_old_ones(caller: Caller) -> None:
    old = caller.office.dossierdata_tokens()
    new = refresh(caller.office.client, old["refresh_token"])
    caller.check("POST", "/oauth/access_token", new)
    assert caller.send("GET", "/note", token=new.json()["access_token"]).status_code == 200
    assert caller.send("GET", "/note", token=old["access_token"]).status_code == 401
    assert refresh(caller.office.client, old["refresh_token"]).status_code == 400
    assert refresh(caller.office.client, new.json()["refresh_token"], client_id="practice").status_code == 401


def test_an_access_token_lives_a_day_and_its_refresh_token_thirty(caller: Caller) -> None:
    pair = caller.office.dossierdata_tokens()
    caller.office.advance_days(0.99)
    assert caller.send("GET", "/note", token=pair["access_token"]).status_code == 200
    caller.office.advance_days(0.02)
    assert caller.send("GET", "/note", token=pair["access_token"]).status_code == 401
    caller.office.advance_days(28.9)
    again = refresh(caller.office.client, pair["refresh_token"])
    assert again.status_code == 200
    caller.office.advance_days(30.1)
    assert refresh(caller.office.client, again.json()["refresh_token"]).status_code == 400


@pytest.mark.parametrize("door", ["control", "console"])
def test_revoked_tokens_end_at_once(door: str, caller: Caller) -> None:
    pair = caller.office.dossierdata_tokens()
    if door == "control":
        caller.office.revoke_tokens()
    else:
        caller.office.client.post("/console/revoke", data={"system": "dossierdata"})
    assert caller.send("GET", "/note", token=pair["access_token"]).status_code == 401
    assert refresh(caller.office.client, pair["refresh_token"]).status_code == 400


def test_no_secret_reaches_the_log(browser: httpx.Client, practice: PracticeOffice) -> None:
    sign_in(browser)
    code = decide(browser, "yes")["code"]
    pair = get_tokens(browser, code=code).json()
    refresh(browser, pair["refresh_token"])
    log = str(practice.calls())
    for secret in (code, pair["access_token"], pair["refresh_token"], CLIENT_SECRET):
        assert secret not in log
