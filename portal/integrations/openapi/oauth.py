"""Credentials by key or by OAuth 2. oauthlib handles the protocol's messages; the calls are ours.

Source: RFC 6749, sections 4.1, 4.4, 5 and 6.
"""

import json
import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from oauthlib.common import add_params_to_uri
from oauthlib.oauth2 import OAuth2Error
from oauthlib.oauth2.rfc6749.parameters import (
    parse_authorization_code_response,
    parse_token_response,
    prepare_token_request,
)

from portal.integrations.deadline import get_deadline
from portal.integrations.errors import NotAuthorised, Rejected, Unavailable, UnexpectedResponse
from portal.integrations.http import Engine, Limits, Request, SystemClient, Terms

_TOKEN = re.compile(r"[\x21-\x7e]{1,4096}")
_EARLY_S = 30.0  # a token is renewed this long before it expires
_LONGEST_WAIT_S = 10.0
_LONGEST_LIFE_S = 366 * 24 * 3600
_OPERATION = "oauth-sign-in"  # the log removes whatever follows the word "token"
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class SignInAgainError(NotAuthorised):
    """The person's sign-in at the system has expired or was revoked: they must sign in there again."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of an answer. ``refresh`` is "" when the token cannot be refreshed."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    expires_in_s: int
    scheme: str = "Bearer"


@dataclass(frozen=True, slots=True)
class HeaderKey:
    """A fixed key in one header: a credential."""

    name: str
    value: str = field(repr=False)

    def get_headers(self) -> Mapping[str, str]:
        """See ``Credential``."""
        return {self.name: self.value}

    def renew(self, refused: Mapping[str, str]) -> bool:  # noqa: ARG002 - a fixed key cannot be renewed
        """Never: a refused key stays refused."""
        return False


def build_authorisation_url(
    address: str, *, client_id: str, redirect_uri: str, scope: str, state: str, response_type: str = "code"
) -> str:
    """Where a person goes to sign in. Raises: ValueError for a URL that would expose the code."""
    for one in (address, redirect_uri):
        parts = urlsplit(one)
        if parts.scheme != "https" and parts.hostname not in _LOOPBACK:
            raise ValueError("signing in needs https")
    pairs = {
        "response_type": response_type,
        "client_id": client_id,
        "redirect_uri": redirect_uri,
        "scope": scope,
        "state": state,
    }
    url: str = add_params_to_uri(address, list(pairs.items()))
    return url


def read_callback(query: str, *, state: str) -> str:
    """The code of a callback. Raises: Rejected with state-mismatch, or sign-in-refused when there is no code.

    ``query`` is the callback's query as it came.
    """
    try:
        # The callback's URL does not matter here, but oauthlib insists that it is https.
        found = parse_authorization_code_response(f"https://callback.invalid/?{query}", state=state)
        return str(found["code"])
    except OAuth2Error as error:
        code = "state-mismatch" if error.error == "mismatching_state" else "sign-in-refused"
    except ValueError:
        code = "sign-in-refused"
    raise Rejected(code)


def read_tokens(data: Any, *, system: str, operation: str) -> Tokens:
    """The tokens in an answer; a lifetime of more than a year counts as a year.

    Raises: UnexpectedResponse.
    """
    try:
        found = parse_token_response(json.dumps(data, default=_to_plain))
        access, life = found["access_token"], int(found.get("expires_in") or 3600)
    except (OAuth2Error, TypeError, ValueError, KeyError, ArithmeticError, Warning):
        access, life, found = "", 0, {}
    if not isinstance(access, str) or not _TOKEN.fullmatch(access) or life <= 0:
        raise UnexpectedResponse("no token that can be used", system=system, operation=operation)
    refresh = found.get("refresh_token")
    can_refresh = isinstance(refresh, str) and _TOKEN.fullmatch(refresh)
    return Tokens(access, refresh if can_refresh else "", min(life, _LONGEST_LIFE_S))


def _to_plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError


@dataclass(frozen=True, slots=True)
class _Held:
    headers: Mapping[str, str] = field(repr=False)
    renew_at: float


class ClientCredentials:
    """A bearer token for a client id and secret: a credential.

    The token is kept until shortly before its end and renewed by one thread at a time. ``token_url`` is the
    whole address.
    """

    def __init__(
        self,
        *,
        system: str,
        token_url: str,
        client_id: str,
        client_secret: str,
        engine: Engine = "pyreqwest",
        limits: Limits | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        parts = urlsplit(token_url)
        self._client = SystemClient(
            system=system, base_url=f"{parts.scheme}://{parts.netloc}", engine=engine, limits=limits
        )
        self._path = parts.path + (f"?{parts.query}" if parts.query else "")
        self._values = {"client_id": client_id, "client_secret": client_secret}
        self._clock = clock
        self._lock = threading.Lock()
        self._held: _Held | None = None

    def close(self) -> None:
        """Close every connection."""
        self._client.close()

    def get_headers(self) -> Mapping[str, str]:
        """See ``Credential``. Raises: NotAuthorised when the client is refused, and the errors of a call."""
        held = self._held
        if held is not None and self._clock() < held.renew_at:
            return held.headers
        return self._sign_in(refused=None)

    def renew(self, refused: Mapping[str, str]) -> bool:
        """Sign in again, unless another thread already has since ``refused`` was read."""
        return self._sign_in(refused=refused) != refused

    def _sign_in(self, *, refused: Mapping[str, str] | None) -> Mapping[str, str]:
        wait_s = max(get_deadline(_LONGEST_WAIT_S) - time.monotonic(), 0.0)
        if not self._lock.acquire(timeout=wait_s):
            raise Unavailable(
                "another sign-in takes too long", system=self._client.system, operation=_OPERATION
            )
        try:
            held = self._held
            if held is None or self._clock() >= held.renew_at or held.headers == refused:
                held = self._held = self._fetch()
            return held.headers
        finally:
            self._lock.release()

    def _fetch(self) -> _Held:
        words: str = prepare_token_request("client_credentials", **self._values)
        request = Request(
            path=self._path,
            headers={"Content-Type": "application/x-www-form-urlencoded"},
            content=words.encode(),
        )
        system = self._client.system
        answer = self._client.call(_OPERATION, request, Terms(kind="read", accept=(200, 400, 401)))
        if answer.status != 200:
            raise NotAuthorised(f"client refused: {answer.status}", system=system, operation=_OPERATION)
        try:
            data = answer.parse_json()
        except ValueError:
            data = None
        tokens = read_tokens(data, system=system, operation=_OPERATION)
        life_s = tokens.expires_in_s - min(_EARLY_S, tokens.expires_in_s / 2)
        return _Held({"Authorization": f"Bearer {tokens.access}"}, self._clock() + life_s)
