"""The office's own way in: the key as it is, or a token that is renewed in time, once, by one thread."""

import threading
from typing import Any

import pytest

from portal.integrations.errors import NotAuthorised, UnexpectedResponse
from portal.integrations.http import SystemClient
from portal.integrations.tagor.auth import OfficeLogin, TokenLogin
from tests.unit.integrations.socket_server import serving
from tests.unit.integrations.tagor.fake import always, telling

LOGIN = OfficeLogin(client_id="me", client_secret="s&cret")


class Tokens:
    """Says a new token at each login, and which ones are still good."""

    def __init__(self, expires_in: Any = 3600) -> None:
        self.given = 0
        self.expires_in = expires_in
        self.good: set[str] | None = None
        self._lock = threading.Lock()

    def __call__(self, operation: str, _request: dict[str, Any]) -> Any:
        if operation != "Login/Token":
            return always(KantoorOpen=True)(operation, {})
        with self._lock:
            self.given += 1
            token = f"token-{self.given}"
        return {"response": {"token_type": "Tgr", "expires_in": self.expires_in, "token": token, "error": ""}}


def test_a_key_is_used_as_it_is_and_its_word_can_be_set() -> None:
    with telling(always(KantoorOpen=True), login=OfficeLogin(api_key="k", word="Bearer")) as (client, tagor):
        client.get_office_open(file_id="9")
    assert tagor.schemes == ["Bearer k"]


def test_a_refused_key_is_not_tried_again() -> None:
    with telling(lambda *_: (401, b"")) as (client, tagor), pytest.raises(NotAuthorised):
        client.get_office_open(file_id="9")
    assert len(tagor.asked) == 1


def test_one_login_serves_many_calls() -> None:
    tokens = Tokens()
    with telling(tokens, login=LOGIN) as (client, tagor):
        for _ in range(3):
            assert client.get_office_open(file_id="9")
    assert tagor.schemes == ["", "Tgr token-1", "Tgr token-1", "Tgr token-1"]
    form = tagor.server.received[0]
    assert form.headers["content-type"] == "application/x-www-form-urlencoded"
    assert form.body == b"grant_type=client_credentials&client_id=me&client_secret=s%26cret"


def test_many_threads_log_in_once() -> None:
    tokens = Tokens()
    with telling(tokens, login=LOGIN) as (client, _):
        threads = [
            threading.Thread(target=client.get_office_open, kwargs={"file_id": "9"}) for _ in range(12)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
    assert tokens.given == 1


def test_a_refused_token_is_renewed_once_even_for_a_write() -> None:
    """A 401 proves that nothing was done, so even a write may go out with the new token."""
    tokens = Tokens()
    started = {
        "redirectionStatusCode": "00",
        "redirectionUrl": "https://p",
        "redirectionVersion": "1",
        "redirectionData": "d",
    }

    def answer(operation: str, request: dict[str, Any]) -> Any:
        if operation == "Login/Token":
            return tokens(operation, request)
        return (401, b"") if tokens.given == 1 else {"response": started}

    with telling(answer, login=LOGIN) as (client, tagor):
        client.start_payment(file_id="9", amount_cents=100, reference="R", return_path="p")
    assert tagor.schemes == ["", "Tgr token-1", "", "Tgr token-2"]


def test_a_token_refused_twice_is_not_authorised() -> None:
    tokens = Tokens()

    def answer(operation: str, request: dict[str, Any]) -> Any:
        return tokens(operation, request) if operation == "Login/Token" else (401, b"")

    with telling(answer, login=LOGIN) as (client, tagor), pytest.raises(NotAuthorised):
        client.get_office_open(file_id="9")
    assert len(tagor.asked) == 4


@pytest.mark.parametrize(("expires_in", "kept_s"), [(3600, 3569), ("60", 29), (10, 4.9)])
def test_a_token_is_renewed_before_it_ends(expires_in: Any, kept_s: float) -> None:
    now = [0.0]
    answer = (
        b'{"response": {"token_type": "Tgr", "expires_in": "%s", "token": "t"}}' % str(expires_in).encode()
    )
    with serving(lambda peer: peer.answer(200, answer)) as server:
        login = TokenLogin(SystemClient(system="tagor", base_url=server.url), LOGIN, clock=lambda: now[0])
        login.get_header()
        now[0] = kept_s
        assert login.get_header() == "Tgr t"
        assert len(server.received) == 1
        now[0] = kept_s + 1.2
        login.get_header()
        assert len(server.received) == 2


@pytest.mark.parametrize("status", [400, 401, 422])
def test_a_refused_login_is_not_authorised(status: int) -> None:
    answer = {"response": {"error": "unknown client"}}
    with telling(lambda *_: (status, answer), login=LOGIN) as (client, _), pytest.raises(NotAuthorised):
        client.get_office_open(file_id="9")


@pytest.mark.parametrize(
    "answer", [b"x", {}, {"response": {"access_token": "t"}}, {"response": {"token": ""}}]
)
def test_a_login_without_token_breaks_the_contract(answer: Any) -> None:
    with telling(lambda *_: answer, login=LOGIN) as (client, _), pytest.raises(UnexpectedResponse):
        client.get_office_open(file_id="9")


def test_a_login_never_prints_its_secret() -> None:
    assert "cret" not in repr(LOGIN).replace("client_secret", "")
    assert "sesame" not in repr(OfficeLogin(api_key="sesame"))
