"""What a provider's token must be before it tells who somebody is: each forgery is refused."""

import base64
import hmac
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from portal.integrations.errors import Rejected, UnexpectedResponse
from portal.integrations.openid.client import OpenIdClient
from portal.integrations.openid.values import SignInAttempt, make_attempt

CLIENT, SECRET, BACK = "portal", "a-secret-of-the-portal-at-the-provider", "https://portal.example/back/"
KEY = RSAKey.generate_key(2048, {"kid": "own"})
STRANGE = RSAKey.generate_key(2048, {"kid": "own"})


@dataclass
class Provider:
    """``token`` is what it answers to a code; ``said`` goes over its discovery document."""

    url: str = ""
    token: str = ""
    said: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def answer(self, path: str) -> dict[str, Any]:
        self.asked.append(path)
        if path == "/.well-known/openid-configuration":
            ways = {"authorization_endpoint": "/agree", "token_endpoint": "/token", "jwks_uri": "/keys"}
            return {"issuer": self.url, **{name: self.url + way for name, way in ways.items()}, **self.said}
        if path == "/keys":
            return {"keys": [KEY.as_dict(private=False)]}
        return {"id_token": self.token, "access_token": "x"}


@pytest.fixture
def provider() -> Iterator[Provider]:
    told = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            body = json.dumps(told.answer(self.path)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            self.do_POST()

        def log_message(self, *_told: object) -> None:
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    told.url = f"http://127.0.0.1:{server.server_address[1]}"
    yield told
    server.shutdown()
    server.server_close()


def make_claims(provider: Provider, attempt: SignInAttempt, **other: Any) -> dict[str, Any]:
    now = int(time.time())
    right = {"iss": provider.url, "aud": CLIENT, "sub": "s-1", "iat": now, "exp": now + 300}
    claims = {**right, "nonce": attempt.nonce, **other}
    return {name: value for name, value in claims.items() if value is not None}


def finish(provider: Provider, attempt: SignInAttempt, token: str) -> Any:
    provider.token = token
    client = OpenIdClient(issuer=provider.url, client_id=CLIENT, client_secret=SECRET)
    return client.finish("a-code", attempt, redirect_uri=BACK)


def test_a_right_token_tells_who_it_is(provider: Provider) -> None:
    attempt = make_attempt()
    token = jwt.encode({"alg": "RS256", "kid": "own"}, make_claims(provider, attempt), KEY)
    found = finish(provider, attempt, token)
    assert (found.issuer, found.subject) == (provider.url, "s-1")


@pytest.mark.parametrize(
    "other",
    [
        {"aud": "another-client"},
        {"aud": None},
        {"aud": [CLIENT, "another-client"]},
        {"aud": [CLIENT, "another-client"], "azp": "another-client"},
        {"iss": "https://evil.example"},
        {"iss": None},
        {"exp": 1},
        {"exp": None},
        {"nbf": 9_999_999_999},
        {"iat": None},
        {"sub": None},
        {"nonce": "of-another-attempt"},
        {"nonce": None},
    ],
    ids=str,
)
def test_a_token_for_somebody_else_or_another_time_is_refused(
    provider: Provider, other: dict[str, Any]
) -> None:
    attempt = make_attempt()
    token = jwt.encode({"alg": "RS256", "kid": "own"}, make_claims(provider, attempt, **other), KEY)
    with pytest.raises(Rejected) as refused:
        finish(provider, attempt, token)
    assert refused.value.code == "token-refused"


def test_a_token_of_another_key_is_refused(provider: Provider) -> None:
    attempt = make_attempt()
    claims = make_claims(provider, attempt)
    header = {"alg": "RS256", "kid": "own"}
    keyed = {**header, "jwk": STRANGE.as_dict(private=False), "jku": "https://evil.example/keys"}
    for forged in (jwt.encode(header, claims, STRANGE), jwt.encode(keyed, claims, STRANGE)):
        with pytest.raises(Rejected):
            finish(provider, attempt, forged)
    assert set(provider.asked) == {"/.well-known/openid-configuration", "/keys", "/token"}


def sign_with_secret(claims: dict[str, Any], secret: bytes) -> str:
    """By hand: no library makes a shared secret of a public key."""
    parts = [encode(json.dumps(one).encode()) for one in ({"alg": "HS256", "kid": "own"}, claims)]
    return ".".join([*parts, encode(hmac.digest(secret, ".".join(parts).encode(), "sha256"))])


def encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def test_a_token_without_a_signature_or_with_a_shared_secret_is_refused(provider: Provider) -> None:
    attempt = make_attempt()
    claims = make_claims(provider, attempt)
    head, body, _signature = jwt.encode({"alg": "RS256", "kid": "own"}, claims, KEY).split(".")
    none = ".".join([encode(b'{"alg":"none"}'), body, ""])
    shared = [sign_with_secret(claims, key) for key in (SECRET.encode(), KEY.as_pem(private=False))]
    for forged in (none, *shared, f"{head}.{body}.", "", "x.y.z"):
        with pytest.raises(Rejected):
            finish(provider, attempt, forged)


@pytest.mark.parametrize("said", ["https://evil.example", "{url}/", "{url}/other", ""])
def test_a_provider_of_another_name_is_none(provider: Provider, said: str) -> None:
    provider.said = {"issuer": said.format(url=provider.url)}
    with pytest.raises(UnexpectedResponse):
        finish(provider, make_attempt(), "")
    assert "/token" not in provider.asked


@pytest.mark.parametrize("name", ["token_endpoint", "jwks_uri", "authorization_endpoint"])
def test_no_secret_goes_out_in_the_open(provider: Provider, name: str) -> None:
    provider.said = {name: "http://provider.example/token"}
    with pytest.raises(UnexpectedResponse):
        finish(provider, make_attempt(), "")
    assert "/token" not in provider.asked


@pytest.mark.parametrize(
    "said", ["http://provider.example/end", "/end", "javascript:alert(1)", "https://[", 7]
)
def test_a_page_to_sign_out_that_cannot_be_used_keeps_nobody_out(provider: Provider, said: object) -> None:
    provider.said = {"end_session_endpoint": said}
    client = OpenIdClient(issuer=provider.url, client_id=CLIENT, client_secret=SECRET)
    assert client.get_sign_in_address(make_attempt(), redirect_uri=BACK).startswith(provider.url)
    assert client.get_sign_out_address() == ""
