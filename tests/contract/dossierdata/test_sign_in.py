"""Signing in at DossierData: the page, the callback and the tokens, each judged by the document."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from portal.integrations.errors import NotAuthorised, Rejected
from portal.integrations.exchange import Answer, Request
from portal.integrations.openapi.oauth import HeaderKey, SignInAgainError, Tokens, read_callback
from tests.contract.dossierdata.conftest import CATALOGUE, JUDGE, Server
from tests.practice import CLIENT_ID, PracticeOffice

STATE = "s" * 40
OFFICE_CLIENT_ID = "d5fb86ec-60a0-49fe-9571-3615d74843ac"
PREFIX = "/dossierdata/api/v1"
LIFE_S = CATALOGUE["paths"]["/oauth/access_token"]["post"]["responses"]["200"]["content"]["application/json"][
    "example"
]["expires_in"]


@pytest.fixture
def redirect_uri(practice: PracticeOffice) -> str:
    return "http://127.0.0.1:8000/desk/crm/dossierdata/callback/"


def get_address(server: Server, redirect_uri: str) -> str:
    return server.client.get_authorisation_url(state=STATE, redirect_uri=redirect_uri)


def read_query(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query, strict_parsing=True))


def judge(operation: str, address: str, answer: httpx.Response | None = None) -> None:
    """What a browser asks, judged without ``state``: OAuth's own word, which the document leaves out.

    An office has a UUID as its client id, the practice server a word.
    """
    query = read_query(address)
    assert query.pop("state") == STATE
    if query.get("client_id") == CLIENT_ID:
        query["client_id"] = OFFICE_CLIENT_ID
    path = JUDGE.operations[operation][1]
    said: Mapping[str, str] = answer.headers if answer is not None else {"content-type": "text/html"}
    status, content = (answer.status_code, answer.content) if answer is not None else (200, b"")
    JUDGE.judge(
        operation,
        Request(path=path, method="GET", params=query),
        Answer(status=status, headers=dict(said), content=content),
    )


def sign_in(server: Server, practice: PracticeOffice, redirect_uri: str, **more: str) -> str:
    """Where the browser comes back to after signing in and saying yes."""
    return practice.sign_in_at_dossierdata(get_address(server, redirect_uri), **more)


def get_tokens(server: Server, practice: PracticeOffice, redirect_uri: str) -> Tokens:
    back = sign_in(server, practice, redirect_uri)
    code = read_callback(urlsplit(back).query, state=STATE)
    return server.client.exchange_code(code, redirect_uri=redirect_uri)


def test_page_is_asked_for_as_documented(dossierdata: Server, redirect_uri: str) -> None:
    address = get_address(dossierdata, redirect_uri)
    assert urlsplit(address).path == f"{PREFIX}/oauth/authorize"
    with httpx.Client(trust_env=False) as browser:
        answer = browser.get(address)
    assert answer.status_code == 302
    assert "/login" in answer.headers["location"]
    judge("authorize", address, answer)


def test_page_asks_for_every_scope_of_the_document(dossierdata: Server, redirect_uri: str) -> None:
    asked = read_query(get_address(dossierdata, redirect_uri))
    schemes = CATALOGUE["components"]["securitySchemes"].values()
    scopes = {scope for one in schemes for flow in one.get("flows", {}).values() for scope in flow["scopes"]}
    assert set(asked["scope"].split(", ")) == scopes


def test_page_of_somebody_signed_in_is_answered_as_documented(
    dossierdata: Server, practice: PracticeOffice, redirect_uri: str
) -> None:
    address = get_address(dossierdata, redirect_uri)
    with httpx.Client(base_url=practice.base_url, trust_env=False) as browser:
        to = read_query(browser.get(address).headers["location"])["to"]
        browser.post("/dossierdata/login", data={"to": to, "username": "an.claes", "password": "practice"})
        answer = browser.get(address)
    assert answer.status_code == 200
    judge("authorize", address, answer)


def test_code_arrives_as_documented_and_gives_tokens_once(
    dossierdata: Server, practice: PracticeOffice, redirect_uri: str
) -> None:
    back = sign_in(dossierdata, practice, redirect_uri)
    assert back.startswith(f"{redirect_uri}?")
    judge("oauth_callback", back)
    code = read_callback(urlsplit(back).query, state=STATE)
    assert dossierdata.client.call("oauth_callback", query={"code": code}).status == 200
    tokens = dossierdata.client.exchange_code(code, redirect_uri=redirect_uri)
    assert tokens.expires_in_s == LIFE_S
    assert dossierdata.system.carried == ["oauth_callback", "create_access_token"]
    with pytest.raises(Rejected, match="code-refused"):
        dossierdata.client.exchange_code(code, redirect_uri=redirect_uri)


def test_token_opens_and_a_refresh_ends_it(
    dossierdata: Server, practice: PracticeOffice, redirect_uri: str
) -> None:
    first = get_tokens(dossierdata, practice, redirect_uri)
    second = dossierdata.client.refresh(first.refresh)
    assert len({first.access, first.refresh, second.access, second.refresh}) == 4
    assert ask(dossierdata, second.access) == 200
    with pytest.raises(NotAuthorised):
        ask(dossierdata, first.access)
    with pytest.raises(SignInAgainError):
        dossierdata.client.refresh(first.refresh)
    assert dossierdata.system.carried.count("create_access_token") == 3


def ask(server: Server, token: str) -> int:
    return server.client.call(
        "get_protected", credential=HeaderKey("Authorization", f"Bearer {token}")
    ).status


def test_no_is_told_without_a_code(dossierdata: Server, practice: PracticeOffice, redirect_uri: str) -> None:
    back = sign_in(dossierdata, practice, redirect_uri, decision="no")
    assert "code" not in read_query(back)
    with pytest.raises(Rejected, match="sign-in-refused"):
        read_callback(urlsplit(back).query, state=STATE)


def test_code_of_another_sign_in_is_not_taken(
    dossierdata: Server, practice: PracticeOffice, redirect_uri: str
) -> None:
    back = sign_in(dossierdata, practice, redirect_uri)
    with pytest.raises(Rejected, match="state-mismatch"):
        read_callback(urlsplit(back).query, state="t" * 40)


def test_code_is_bound_to_the_address_it_was_sent_to(
    dossierdata: Server, practice: PracticeOffice, redirect_uri: str
) -> None:
    back = sign_in(dossierdata, practice, redirect_uri)
    code = read_callback(urlsplit(back).query, state=STATE)
    with pytest.raises(Rejected, match="code-refused"):
        dossierdata.client.exchange_code(code, redirect_uri="http://127.0.0.1:8000/elsewhere/")
