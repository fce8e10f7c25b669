"""What an OpenID provider says of somebody who signed in, and what a sign-in is tied to."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class SignInAttempt:
    """What ties an answer of the provider to one browser. All are secrets until it is over."""

    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who signed in. ``issuer`` and ``subject`` together name a person for ever; all else may change.

    ``auth_time``: when they showed it to the provider, in seconds since 1970; 0 when it does not say.
    """

    issuer: str
    subject: str = field(repr=False)
    auth_time: int = 0
    claims: Mapping[str, Any] = field(default_factory=dict, repr=False)

    def get_text(self, name: str) -> str:
        """A claim that is a text, "" when it is not there or something else."""
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
