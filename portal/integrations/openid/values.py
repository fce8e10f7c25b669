"""An OpenID provider's claims about somebody who signed in, and what ties a sign-in to a browser."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class SignInAttempt:
    """Ties an answer of the provider to one browser. All values are secret until it is over."""

    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who signed in. ``issuer`` and ``subject`` together identify a person for good; all else may change.

    ``auth_time``: when they last authenticated at the provider, in seconds since 1970; 0 when it does not
    say.
    """

    issuer: str
    subject: str = field(repr=False)
    auth_time: int = 0
    claims: Mapping[str, Any] = field(default_factory=dict, repr=False)

    def get_text(self, name: str) -> str:
        """A text claim; "" when it is missing or of another type."""
        found = self.claims.get(name)
        return found.strip() if isinstance(found, str) else ""

    def list_texts(self, name: str) -> list[str]:
        """A claim that is a list of texts or one text; ``name`` may lead inside: "realm_access.roles"."""
        found: Any = self.claims.get(name)
        if found is None:
            found = self.claims
            for part in name.split("."):
                found = found.get(part) if isinstance(found, Mapping) else None
        if isinstance(found, str):
            return [found]
        return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []


def make_attempt() -> SignInAttempt:
    """New secrets for one attempt of one browser."""
    return SignInAttempt(*(secrets.token_urlsafe(32) for _ in range(3)))
