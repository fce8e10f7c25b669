"""An OpenID provider where staff sign in: the sign-in URL, and the identity that comes back.

oauthlib handles the messages, joserfc verifies tokens, calls use our own transport. Contract owner: the
provider. Source: OpenID Connect Core 1.0, 3.1; Discovery 1.0, 4; RFC 7636.
"""

import base64
import hashlib
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from oauthlib.common import add_params_to_uri

from portal.integrations.errors import NotAuthorised, Rejected, UnexpectedResponse
from portal.integrations.http import Engine, Limits, Request, SystemClient, Terms
from portal.integrations.openid.values import Identity, SignInAttempt

SYSTEM = "openid"
SCOPE = "openid profile email"
# Algorithms with a key of the provider only: none with a shared secret, and never "none".
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
KEPT_S, LEEWAY_S = 3600.0, 60
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class _Provider:
    """The provider's discovery document and keys, as they were read."""

    issuer: str
    authorise: str
    exchange: str
    person: str
    leave: str
    takes_basic: bool
    keys: Any = field(repr=False)
    read_at: float = 0.0


class OpenIdClient:
    """Safe to share between threads. ``issuer``: as the provider writes it in its tokens."""

    def __init__(
        self,
        *,
        issuer: str,
        client_id: str,
        client_secret: str,
        engine: Engine = "pyreqwest",
        limits: Limits | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.issuer = issuer
        self._client_id, self._secret = client_id, client_secret
        self._engine: Engine = engine
        self._limits, self._clock = limits, clock
        self._ways: dict[str, SystemClient] = {}
        self._provider: _Provider | None = None

    def get_sign_in_address(self, attempt: SignInAttempt, *, redirect_uri: str, again: bool = False) -> str:
        """Where the browser goes. ``again``: the provider asks, even if it knows the person already.

        Raises: Unavailable, UnexpectedResponse.
        """
        challenge = base64.urlsafe_b64encode(hashlib.sha256(attempt.verifier.encode()).digest())
        pairs = {
            "response_type": "code",
            "client_id": self._client_id,
            "redirect_uri": redirect_uri,
            "scope": SCOPE,
            "state": attempt.state,
            "nonce": attempt.nonce,
            "code_challenge": challenge.rstrip(b"=").decode(),
            "code_challenge_method": "S256",
            **({"prompt": "login", "max_age": "0"} if again else {}),
        }
        url: str = add_params_to_uri(self._read_provider().authorise, list(pairs.items()))
        return url

    def finish(self, code: str, attempt: SignInAttempt, *, redirect_uri: str) -> Identity:
        """Who signed in. The code is used up, whatever the result.

        Raises: Rejected (code-refused, token-refused), NotAuthorised (our secret), Unavailable,
        UnexpectedResponse.
        """
        provider = self._read_provider()
        told = self._exchange(provider, code, attempt, redirect_uri)
        claims = self._prove(provider, told.get("id_token"), attempt)
        return Identity(
            issuer=provider.issuer,
            subject=str(claims["sub"]),
            auth_time=_read_time(claims.get("auth_time")),
            claims={**self._ask_person(provider, told, str(claims["sub"])), **claims},
        )

    def get_sign_out_address(self) -> str:
        """Where a person ends their session at the provider; "" when it has no such page.

        Raises: Unavailable, UnexpectedResponse.
        """
        leave = self._read_provider().leave
        return add_params_to_uri(leave, [("client_id", self._client_id)]) if leave else ""

    def check(self) -> None:
        """Read the provider's documents now. Raises: Unavailable, UnexpectedResponse."""
        self._provider = None
        self._read_provider()

    def _exchange(
        self, provider: _Provider, code: str, attempt: SignInAttempt, redirect_uri: str
    ) -> dict[str, Any]:
        values = {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect_uri}
        values["code_verifier"] = attempt.verifier
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        if provider.takes_basic:
            pair = f"{quote(self._client_id, safe='')}:{quote(self._secret, safe='')}"
            headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
        else:
            values |= {"client_id": self._client_id, "client_secret": self._secret}
        answer = self._call(
            "exchange", provider.exchange, headers=headers, content=urlencode(values).encode()
        )
        if answer.get("error") == "invalid_client":
            raise NotAuthorised("the client is refused", system=SYSTEM, operation="exchange")
        if "error" in answer or not answer.get("id_token"):
            why = re.sub(r"\W", "", str(answer.get("error", "no token")))[:40]
            raise Rejected("code-refused", why, system=SYSTEM, operation="exchange")
        return answer

    def _prove(self, provider: _Provider, token: Any, attempt: SignInAttempt) -> Mapping[str, Any]:
        """The claims of a token, verified: signed by the provider, for us, valid now, for this attempt."""
        registry = jwt.JWTClaimsRegistry(
            now=lambda: int(self._clock()),
            leeway=LEEWAY_S,
            iss={"essential": True, "value": provider.issuer},
            aud={"essential": True, "value": self._client_id},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": attempt.nonce},
        )
        try:
            claims: dict[str, Any] = self._decode(provider, str(token))
            registry.validate(claims)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            why = f"{type(error).__name__} {getattr(error, 'claim', '')}".strip()
            raise Rejected("token-refused", why, system=SYSTEM) from None
        parties = claims["aud"]
        if isinstance(parties, list) and len(parties) > 1 and claims.get("azp") != self._client_id:
            raise Rejected("token-refused", "azp", system=SYSTEM)
        return claims

    def _decode(self, provider: _Provider, token: str) -> dict[str, Any]:
        """Decode a token. An unknown key may be new, so the keys are then read once more."""
        try:
            return jwt.decode(token, provider.keys, algorithms=ALGORITHMS).claims
        except (JoseError, ValueError):
            if self._clock() - provider.read_at < LEEWAY_S:
                raise
        self._provider = None
        return jwt.decode(token, self._read_provider().keys, algorithms=ALGORITHMS).claims

    def _ask_person(self, provider: _Provider, told: dict[str, Any], subject: str) -> dict[str, Any]:
        """The provider's further claims; nothing when they are about somebody else."""
        if not provider.person or not isinstance(told.get("access_token"), str):
            return {}
        headers = {"Authorization": f"Bearer {told['access_token']}"}
        claims = self._call("person", provider.person, method="GET", headers=headers)
        return claims if claims.get("sub") == subject else {}

    def _read_provider(self) -> _Provider:
        kept = self._provider
        if kept is not None and self._clock() - kept.read_at < KEPT_S:
            return kept
        address = f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"
        found = self._call("discovery", address, method="GET")
        if found.get("issuer") != self.issuer:
            raise UnexpectedResponse("another issuer than OIDC_URL", system=SYSTEM, operation="discovery")
        leave = str(found.get("end_session_endpoint") or "")  # nobody needs it to sign in
        ways = found.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        try:
            keys = KeySet.import_key_set(self._call("keys", str(found.get("jwks_uri", "")), method="GET"))  # type: ignore[arg-type]
        except (JoseError, ValueError, TypeError, KeyError):
            raise UnexpectedResponse("no keys", system=SYSTEM, operation="keys") from None
        self._provider = _Provider(
            issuer=self.issuer,
            authorise=_check_address(found.get("authorization_endpoint")),
            exchange=_check_address(found.get("token_endpoint")),
            person=_check_address(found["userinfo_endpoint"]) if found.get("userinfo_endpoint") else "",
            leave=leave if _is_private(leave) else "",
            takes_basic="client_secret_basic" in ways,
            keys=keys,
            read_at=self._clock(),
        )
        return self._provider

    def _call(
        self,
        operation: str,
        address: str,
        *,
        method: str = "POST",
        headers: Mapping[str, str] | None = None,
        content: bytes | None = None,
    ) -> dict[str, Any]:
        """The object of an answer. Raises: UnexpectedResponse and the errors of a call."""
        parts = urlsplit(_check_address(address))
        origin = f"{parts.scheme}://{parts.netloc}"
        way = self._ways.get(origin) or self._ways.setdefault(
            origin, SystemClient(system=SYSTEM, base_url=origin, engine=self._engine, limits=self._limits)
        )
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        request = Request(path=path, method=method, headers=headers or {}, content=content)
        is_reading = method == "GET"
        terms = Terms(kind="read" if is_reading else "once", accept=(200,) if is_reading else (200, 400, 401))
        try:
            found = way.call(operation, request, terms).parse_json()
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise UnexpectedResponse("no object", system=SYSTEM, operation=operation)
        return found


def build_openid_client(
    *, issuer: str, client_id: str, client_secret: str, engine: Engine, limits: Limits
) -> OpenIdClient:
    """The client of one provider."""
    return OpenIdClient(
        issuer=issuer, client_id=client_id, client_secret=client_secret, engine=engine, limits=limits
    )


def _check_address(address: Any) -> str:
    """Raises: UnexpectedResponse for an address where secrets would be sent in the clear."""
    if not _is_private(str(address or "")):
        raise UnexpectedResponse("an address is not https", system=SYSTEM, operation="discovery")
    return str(address)


def _is_private(address: str) -> bool:
    """Whether it is https, or a page of this machine."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    is_here = parts.scheme == "http" and parts.hostname in LOOPBACK
    return is_here or (parts.scheme == "https" and bool(parts.hostname))


def _read_time(value: Any) -> int:
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0
