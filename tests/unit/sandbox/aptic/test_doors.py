"""The gateway's doors: credentials, paths, refusals as RFC 7807, the list of persons."""

import base64
from typing import Any

import httpx
import pytest

from tests.practice import APTIC_KEY, PracticeOffice

KEY = {"Authorization": f"Bearer {APTIC_KEY}"}
TOKEN = "/aptic/login/oauth/access_token"


def ask(practice: PracticeOffice, method: str, path: str, **more: Any) -> httpx.Response:
    return practice.client.request(method, f"/aptic{path}", headers=KEY, **more)


@pytest.mark.parametrize(
    "headers",
    [{}, {"Authorization": "Bearer no"}, {"Authorization": f"Basic {APTIC_KEY}"}, {"X-Api-Key": APTIC_KEY}],
)
def test_nobody_comes_in_without_a_key(practice: PracticeOffice, headers: dict[str, str]) -> None:
    answer = practice.client.get("/aptic/v1/Ping", headers=headers)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.json()["status"] == 401


@pytest.mark.parametrize("basic", [True, False])
def test_client_gets_a_token_that_works_until_it_is_too_old(practice: PracticeOffice, *, basic: bool) -> None:
    pair = base64.b64encode(b"practice:practice-secret").decode()
    form = {"grant_type": "client_credentials"}
    form |= {} if basic else {"client_id": "practice", "client_secret": "practice-secret"}
    headers = {"Authorization": f"Basic {pair}"} if basic else {}
    given = practice.client.post(TOKEN, data=form, headers=headers).json()
    bearer = {"Authorization": f"Bearer {given['access_token']}"}
    assert practice.client.get("/aptic/v1/Ping", headers=bearer).status_code == 200
    practice.advance_days(1)
    assert practice.client.get("/aptic/v1/Ping", headers=bearer).status_code == 401


@pytest.mark.parametrize(
    ("form", "status", "error"),
    [
        ({}, 400, "invalid_request"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"grant_type": "client_credentials"}, 401, "invalid_client"),
        (
            {"grant_type": "client_credentials", "client_id": "practice", "client_secret": "x"},
            401,
            "invalid_client",
        ),
    ],
)
def test_token_is_refused_in_the_words_of_oauth(
    practice: PracticeOffice, form: dict[str, str], status: int, error: str
) -> None:
    answer = practice.client.post(TOKEN, data=form)
    assert (answer.status_code, answer.json()["error"]) == (status, error)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/Nothing", 404),
        ("POST", "/v1/Ping", 405),
        ("GET", "/v1/Ping/below", 404),
        ("GET", "/v1/Callback/LetterReturned/below", 404),
        ("GET", "/v1/Services/Echo//a", 404),
        ("DELETE", "/v1/Services/PlanSimulation", 405),
        ("GET", "/v1/Services/Echo/jobs/none", 404),
        ("GET", "/v1/UnnamedPersonList?$top=101", 400),
        ("GET", "/v1/UnnamedPersonList?$top=0", 400),
        ("GET", "/v1/UnnamedPersonList?$skip=-1", 400),
        ("GET", "/v1/UnnamedPersonList?$skip=x", 400),
        ("GET", "/v1/UnnamedPersonList?$filter=limit%20gt", 400),
        ("GET", "/v1/UnnamedPersonList?$orderby=limit%20up", 400),
    ],
)
def test_refusal_is_a_problem(practice: PracticeOffice, method: str, path: str, status: int) -> None:
    answer = ask(practice, method, path)
    assert answer.status_code == status
    assert set(answer.json()) >= {"type", "title", "status", "detail", "instance"}


def test_list_says_where_it_stands(practice: PracticeOffice) -> None:
    page = ask(practice, "GET", "/v1/UnnamedPersonList").json()
    assert (page["count"], page["skip"], page["total"], len(page["value"])) == (25, 0, 300, 25)
    last = ask(practice, "GET", "/v1/UnnamedPersonList", params={"$skip": 290, "$top": 100}).json()
    assert (last["count"], last["total"]) == (10, 300)
    assert "id" not in last["value"][0]
    assert {row["slug"] + "@defendant.example" for row in practice.get("files")} >= {
        page["value"][0]["email"]
    }


def test_console_shows_both_systems_with_their_switches(practice: PracticeOffice) -> None:
    page = practice.client.get("/").text
    assert "persons 300" in page
    assert "wrong-secret" in page
    assert practice.digioffice_url in page
