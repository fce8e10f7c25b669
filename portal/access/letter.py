"""The letter's hash between the link and the button: sealed, short-lived, and not in any URL."""

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpResponse

from portal.access.file_key import is_hash
from portal.web.sealing import seal, unseal

# The prefix prevents a page without https, or on another host, from planting a letter of its own.
COOKIE = "__Secure-letter" if settings.IS_HTTPS else "letter"
COOKIE_PATH = "/h/"
COOKIE_S = 15 * 60
# The page may stay open longer than the cookie lasts: people read before they tap.
FORM_S = 60 * 60
PURPOSE = "letter"


def seal_letter(letter_hash: str) -> str:
    """The sealed hash. A text that cannot be a hash is dropped, and treated like an unknown one."""
    return seal(letter_hash if is_hash(letter_hash) else "", purpose=PURPOSE)


def set_letter_cookie(response: HttpResponse, letter_hash: str) -> None:
    """Put the sealed hash in a cookie that only the letter's own page gets back."""
    response.set_cookie(
        COOKIE,
        seal_letter(letter_hash),
        max_age=COOKIE_S,
        path=COOKIE_PATH,
        secure=settings.IS_HTTPS,
        httponly=True,
        samesite="Lax",
    )


def drop_letter(response: HttpResponse) -> None:
    """Delete the cookie."""
    response.delete_cookie(COOKIE, path=COOKIE_PATH, samesite="Lax")


def read_cookie(cookies: Mapping[str, str]) -> str | None:
    """The hash from the cookie; None when there is none or it is too old."""
    return unseal(cookies.get(COOKIE, ""), purpose=PURPOSE, max_age_s=COOKIE_S)


def read_form(posted: Mapping[str, str]) -> str | None:
    """The hash from the page's own form: with two letters in two tabs, each opens its own file."""
    return unseal(posted.get("letter", ""), purpose=PURPOSE, max_age_s=FORM_S)
