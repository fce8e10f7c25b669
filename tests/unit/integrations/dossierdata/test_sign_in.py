"""Signing in at DossierData: addresses, codes, tokens."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from portal.integrations.dossierdata.client import DossierDataClient, build_dossierdata_client
from portal.integrations.errors import IntegrationError, OutcomeUnknown, Rejected, Unavailable
from portal.integrations.http import Limits
from portal.integrations.openapi import load_document
from portal.integrations.openapi.oauth import SignInAgainError, read_callback
from tests.unit.integrations.socket_server import Peer, SocketServer, Then, serving

DOCUMENT = load_document(Path("portal/integrations/catalog/dossierdata.json"))
CALLBACK = "https://portal.example/desk/crm/dossierdata/callback/"
JSON = "Content-Type: application/json"
PAIR = {"access_token": "new", "token_type": "Bearer", "expires_in": 86400, "refresh_token": "next"}


@contextmanager
def dossierdata(script: Callable[[Peer], Then | None]) -> Iterator[tuple[DossierDataClient, SocketServer]]:
    with serving(script) as server:
        client = build_dossierdata_client(
            base_url=server.url,
            document=DOCUMENT,
            client_id="us",
            client_secret="sesame",
            limits=Limits(read_timeout_s=1, deadline_s=2),
        )
        yield client, server
        client.close()


def answer_with(answer: Any, status: int = 200) -> Callable[[Peer], None]:
    return lambda peer: peer.answer(status, json.dumps(answer).encode(), JSON)


def test_person_is_sent_to_the_tenant_with_state_and_exact_callback() -> None:
    with dossierdata(answer_with({})) as (client, server):
        url = client.get_authorisation_url(state="s t", redirect_uri=CALLBACK)
    assert url.startswith(f"{server.url}/oauth/authorize?")
    assert {name: texts[0] for name, texts in parse_qs(urlsplit(url).query).items()} == {
        "response_type": "code",
        "client_id": "us",
        "redirect_uri": CALLBACK,
        "scope": "customer:basic, customer:contact",
        "state": "s t",
    }
    assert "sesame" not in url


@pytest.mark.parametrize("callback", ["http://portal.example/x", "javascript:alert(1)"])
def test_code_never_travels_in_the_clear(callback: str) -> None:
    with dossierdata(answer_with({})) as (client, _server), pytest.raises(ValueError, match="https"):
        client.get_authorisation_url(state="s", redirect_uri=callback)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("code=c1&state=other", "state-mismatch"),
        ("code=c1", "state-mismatch"),
        ("state=s1", "sign-in-refused"),
        ("error=access_denied&state=s1", "sign-in-refused"),
        ("", "state-mismatch"),
    ],
)
def test_callback_that_is_not_ours_or_no_is_refused(query: str, code: str) -> None:
    with pytest.raises(Rejected) as caught:
        read_callback(query, state="s1")
    assert caught.value.code == code


def test_callback_gives_its_code() -> None:
    assert read_callback("code=a%2Bb&state=s1", state="s1") == "a+b"


def test_code_becomes_tokens() -> None:
    with dossierdata(answer_with(PAIR)) as (client, server):
        tokens = client.exchange_code("c1", redirect_uri=CALLBACK)
    assert (tokens.access, tokens.refresh, tokens.expires_in_s) == ("new", "next", 86400)
    assert "new" not in repr(tokens)
    assert server.received[0].line == "POST /base/oauth/access_token HTTP/1.1"
    assert json.loads(server.received[0].body) == {
        "grant_type": "authorization_code",
        "client_id": "us",
        "client_secret": "sesame",
        "code": "c1",
        "redirect_uri": CALLBACK,
    }


def test_refresh_tells_which_client_asks() -> None:
    with dossierdata(answer_with(PAIR)) as (client, server):
        assert client.refresh("old").refresh == "next"
    assert json.loads(server.received[0].body) == {
        "grant_type": "refresh_token",
        "refresh_token": "old",
        "client_id": "us",
        "client_secret": "sesame",
    }


@pytest.mark.parametrize("status", [400, 401])
def test_refused_refresh_asks_to_sign_in_again(status: int) -> None:
    answer = {"error": "invalid_request", "error_description": "The refresh token is invalid."}
    with dossierdata(answer_with(answer, status)) as (client, _server):
        with pytest.raises(SignInAgainError):
            client.refresh("old")
        with pytest.raises(Rejected) as caught:
            client.exchange_code("c1", redirect_uri=CALLBACK)
    assert caught.value.code == "code-refused"


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"access_token": "a b"},
        {"access_token": ["x"]},
        {"access_token": "x", "expires_in": -1},
        {"access_token": "x", "expires_in": [1]},
        {"access_token": "x", "expires_in": "9" * 5000},
    ],
)
def test_useless_tokens_break_the_contract(answer: Any) -> None:
    with dossierdata(answer_with(answer)) as (client, _server), pytest.raises(IntegrationError):
        client.refresh("old")


@pytest.mark.parametrize("life", [10**30, 1e99])
def test_token_that_never_ends_is_kept_for_a_year(life: Any) -> None:
    with dossierdata(answer_with({**PAIR, "expires_in": life})) as (client, _server):
        assert client.refresh("old").expires_in_s == 366 * 24 * 3600


@pytest.mark.parametrize("refresh", ["", "a\nb", "\x00", "x" * 5000])
def test_refresh_token_that_could_not_be_sent_is_none(refresh: Any) -> None:
    with dossierdata(answer_with({**PAIR, "refresh_token": refresh})) as (client, _server):
        assert client.refresh("old").refresh == ""


def test_lost_refresh_is_not_sent_twice() -> None:
    with dossierdata(lambda _peer: "close") as (client, server), pytest.raises(OutcomeUnknown):
        client.refresh("old")
    assert len(server.received) == 1


def test_busy_refresh_may_be_tried_later() -> None:
    with dossierdata(answer_with({}, 503)) as (client, _server), pytest.raises(Unavailable):
        client.refresh("old")
