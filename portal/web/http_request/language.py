"""Which language a visitor reads, and how it is remembered."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation.trans_real import parse_accept_lang_header

HEADER_MAX = 500  # characters of Accept-Language worth reading
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def find_language(request: HttpRequest) -> tuple[str, bool]:
    """The language of the answer, and whether the visitor chose it (now or before), not the browser."""
    for chosen in (request.GET.get("lang"), request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)):
        if chosen in LANGUAGES:
            return chosen, True
    return _from_browser(request.headers.get("Accept-Language", "")), False


def _from_browser(header: str) -> str:
    for tag, _weight in parse_accept_lang_header(header.lower()[:HEADER_MAX]):
        if tag[:2] in LANGUAGES and tag[2:3] in {"", "-"}:
            return tag[:2]
    return settings.LANGUAGE_CODE


def remember_language(response: HttpResponseBase, language: str) -> None:
    """Keep the language in a cookie, for instance after sign-in, from what the office knows."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
