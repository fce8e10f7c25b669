"""Who calls Tagor: the defendant with a hash or PIN, or the office with its key or a token.

Source: authorisation chapter of the reference page (``Authorization: {Tgr|Hash|Pin|Orng} {token}``),
Login/Token.
"""

import base64
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from portal.integrations.deadline import get_deadline
from portal.integrations.errors import NotAuthorised, Unavailable
from portal.integrations.http import SystemClient
from portal.integrations.tagor.tokens import LOGIN, fetch_token
from portal.integrations.tagor.values.account import Credential

_TOKEN = re.compile(r"[\x21-\x7e]{1,4096}")
_EARLY_S = 30.0  # a token is renewed this long before it expires
_LONGEST_WAIT_S = 10.0


class OfficeAccess(Protocol):
    """The office's own credential."""

    def get_header(self) -> str:
        """The value of the Authorization header. May log in first."""
        ...

    def renew(self, refused: str) -> bool:
        """After a 401 on ``refused``: whether another header may be tried."""
        ...


def is_sendable(token: str) -> bool:
    """Whether a token fits in a header; what a visitor typed often does not."""
    return _TOKEN.fullmatch(token) is not None


def build_pin_token(*, file: str, pin: str) -> str:
    """The token of the scheme Pin: base64 of ``{file}:{pin}``."""
    return base64.b64encode(f"{file}:{pin}".encode()).decode()


def read_pin_token(token: str) -> tuple[str, str]:
    """File and PIN of a token that ``build_pin_token`` made."""
    file, _colon, pin = base64.b64decode(token).decode().partition(":")
    return file, pin


def get_credential_header(credential: Credential) -> str:
    """The Authorization header of a defendant. Raises NotAuthorised for a token that no header can hold."""
    if not is_sendable(credential.token):
        raise NotAuthorised("the credential cannot be sent", system="tagor")
    return f"{credential.scheme} {credential.token}"


@dataclass(frozen=True, slots=True)
class OfficeLogin:
    """How the office is known to Tagor: an API key, or else a client id and secret for Login/Token.

    ``word`` is the scheme word in front of the key or token.
    """

    api_key: str = field(default="", repr=False)
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    word: str = "Tgr"


def build_office_access(client: SystemClient, login: OfficeLogin) -> OfficeAccess:
    """The office's credential, by key or by logging in."""
    if login.api_key:
        return ApiKey(login.api_key, word=login.word)
    return TokenLogin(client, login)


class ApiKey:
    """The office's API key, used as it is. ``word`` is the scheme in front of it."""

    def __init__(self, key: str, *, word: str = "Tgr") -> None:
        self._header = f"{word} {key}"

    def get_header(self) -> str:
        """See ``OfficeAccess``."""
        return self._header

    def renew(self, refused: str) -> bool:  # noqa: ARG002 - a fixed key cannot be renewed
        """Never: a refused key stays refused."""
        return False


@dataclass(frozen=True, slots=True)
class _Token:
    header: str
    renew_at: float


class TokenLogin:
    """A token from Login/Token, kept until shortly before its end and renewed by one thread at a time."""

    def __init__(
        self,
        client: SystemClient,
        login: OfficeLogin,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._login = login
        self._clock = clock
        self._lock = threading.Lock()
        self._token: _Token | None = None

    def get_header(self) -> str:
        """See ``OfficeAccess``."""
        token = self._token
        if token is not None and self._clock() < token.renew_at:
            return token.header
        return self._log_in(refused=None)

    def renew(self, refused: str) -> bool:
        """Log in again, unless another thread already has since ``refused`` was read."""
        return self._log_in(refused=refused) != refused

    def _log_in(self, *, refused: str | None) -> str:
        wait_s = max(get_deadline(_LONGEST_WAIT_S) - time.monotonic(), 0.0)
        if not self._lock.acquire(timeout=wait_s):
            raise Unavailable("another login takes too long", system="tagor", operation=LOGIN.name)
        try:
            token = self._token
            fresh = token is not None and self._clock() < token.renew_at
            if token is None or not fresh or token.header == refused:
                token = self._token = self._fetch()
            return token.header
        finally:
            self._lock.release()

    def _fetch(self) -> _Token:
        login = self._login
        found = fetch_token(
            self._client, client_id=login.client_id, client_secret=login.client_secret, word=login.word
        )
        life_s = found.expires_in_s - min(_EARLY_S, found.expires_in_s / 2)
        return _Token(header=f"{found.scheme} {found.token}", renew_at=self._clock() + life_s)
