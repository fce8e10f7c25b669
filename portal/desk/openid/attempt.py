"""A sign-in at the office's own provider in progress: sealed, in a short-lived cookie.

It writes nothing in the database, so that strangers who start one create no rows.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse

from portal.integrations.openid.values import SignInAttempt
from portal.web.sealing import seal, unseal

COOKIE = "__Secure-openid" if settings.IS_HTTPS else "openid"
COOKIE_PATH = "/desk/sign-in/office/"
COOKIE_S = 10 * 60
PURPOSE = "openid-attempt"


@dataclass(frozen=True, slots=True)
class Kept:
    """``again``: a signed-in person authenticates again."""

    attempt: SignInAttempt
    next_page: str
    again: bool


def write_cookie(response: HttpResponse, kept: Kept) -> None:
    """Put it in a cookie until the person returns."""
    one = kept.attempt
    told = [one.state, one.nonce, one.verifier, kept.next_page, kept.again]
    response.set_cookie(
        COOKIE,
        seal(json.dumps(told), purpose=PURPOSE),
        max_age=COOKIE_S,
        path=COOKIE_PATH,
        secure=settings.IS_HTTPS,
        httponly=True,
        samesite="Lax",
    )


def read(cookies: Mapping[str, str]) -> Kept | None:
    """The sign-in in progress; None when there is none, or it is too old."""
    told = unseal(cookies.get(COOKIE, ""), purpose=PURPOSE, max_age_s=COOKIE_S)
    if told is None:
        return None
    state, nonce, verifier, next_page, again = json.loads(told)
    return Kept(SignInAttempt(state, nonce, verifier), next_page, bool(again))


def drop(response: HttpResponse) -> None:
    """Delete the cookie."""
    response.delete_cookie(COOKIE, path=COOKIE_PATH, samesite="Lax")
