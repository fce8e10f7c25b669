"""What every request passes through: a reference, privacy headers, a language."""

import secrets
from collections.abc import Callable
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from whitenoise.middleware import WhiteNoiseFileResponse  # type: ignore[import-untyped]

from portal.integrations import context
from portal.web.caches.for_everybody import one_request
from portal.web.http_request.language import find_language, remember_language

GetResponse = Callable[[HttpRequest], HttpResponse]

# Letters and digits that cannot be mistaken for each other when read over the phone.
REFERENCE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
UNREADABLE = "\ufffd"
PRIVACY_HEADERS = {
    "Permissions-Policy": "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(), "
    "gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "no-referrer",
}


def make_reference() -> str:
    """A new reference such as ``7F3K-9QXM``: forty bits, easy to read out."""
    letters = "".join(REFERENCE_ALPHABET[byte % 32] for byte in secrets.token_bytes(8))
    return f"{letters[:4]}-{letters[4:]}"


class RequestIdMiddleware:
    """Gives each request its own reference; a reference sent by the browser is never trusted."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        reference = make_reference()
        request.request_id = reference  # type: ignore[attr-defined]
        token = context.request_id.set(reference)
        try:
            with one_request():
                response = self.get_response(request)
        finally:
            context.request_id.reset(token)
        response["X-Request-Id"] = reference
        return response


class PrivacyHeadersMiddleware:
    """Nothing is stored, indexed or shared with other sites.

    Except static files, and answers whose view sets ``response.is_public``.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in PRIVACY_HEADERS.items():
            response.headers.setdefault(name, value)
        if not (getattr(response, "is_public", False) or isinstance(response, WhiteNoiseFileResponse)):
            response["Cache-Control"] = "no-store"
        return response


class NulMiddleware:
    """Removes NULs from addresses and from the session key: PostgreSQL fails on a query that contains one."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.path = request.path.replace("\0", UNREADABLE)
        request.path_info = request.path_info.replace("\0", UNREADABLE)
        if "%00" in request.META.get("QUERY_STRING", ""):
            request.META["QUERY_STRING"] = request.META["QUERY_STRING"].replace("%00", quote(UNREADABLE))
        if "\0" in request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""):
            del request.COOKIES[settings.SESSION_COOKIE_NAME]
        return self.get_response(request)


class LanguageMiddleware:
    """``?lang=``, else the cookie, else the browser, else Dutch."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language, is_chosen = find_language(request)
        request.language_chosen = is_chosen  # type: ignore[attr-defined]
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        return self._mark(request, response, language)

    def _mark(self, request: HttpRequest, response: HttpResponse, language: str) -> HttpResponse:
        if getattr(response, "is_public", False):
            return response
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
        if request.GET.get("lang") == language and not getattr(response, "is_framed", False):
            remember_language(response, language)
        return response
