"""The WSGI entry: granian serves this, on threads."""

import gc
import os
from http import HTTPStatus
from importlib import import_module
from typing import TYPE_CHECKING, Any

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.db import close_old_connections
from django.http import HttpResponse
from django.utils.http import parse_header_parameters

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse

LONGEST_PATH = 2_048  # bytes; the longest address of the portal is a few hundred
LONGEST_VALUE = 8_192  # bytes of a query string or of one header
LONGEST_CONTENT_TYPE = 512
# Python before 3.11.10 reads them in quadratic time; browsers send none, the portal a few.
MOST_COOKIE_ESCAPES = 500

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")


class Utf8Request(WSGIRequest):
    """A request is UTF-8, whatever it claims: Django would try any codec that Python has, and fail."""

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        told = meta.get("CONTENT_TYPE", "")
        self.content_type, self.content_params = parse_header_parameters(told)


class Handler(WSGIHandler):
    """Django's own, with our kind of request; an oversized address or header runs no code at all."""

    request_class = Utf8Request

    def __call__(self, environ: dict[str, Any], start_response: "StartResponse") -> Any:
        """A bare 414 or 431, or Django's answer. Not logged: there is nothing to log but what was sent.

        A whole answer goes to the server as a list: who reads it slowly holds its bytes, and no thread.
        """
        status = find_excess(environ)
        if not status:
            response: Any = super().__call__(environ, start_response)
            if response.streaming:
                close_old_connections()  # nothing is asked any more: who reads slowly holds none of the pool
                return response
            content: bytes = response.content
            response.close()
            return [content]
        # Without a text: the browser shows its own, in the reader's language.
        answer = HttpResponse(status=status, headers={"Content-Length": "0", "Cache-Control": "no-store"})
        start_response(f"{status} {answer.reason_phrase}", list(answer.items()))
        return answer


def find_excess(environ: dict[str, Any]) -> int:
    """The status for a request with something too long in it, else 0."""
    if (
        len(environ.get("PATH_INFO", "")) > LONGEST_PATH
        or len(environ.get("QUERY_STRING", "")) > LONGEST_VALUE
    ):
        return HTTPStatus.REQUEST_URI_TOO_LONG
    headers = (value for name, value in environ.items() if name.startswith("HTTP_"))
    if (
        any(len(value) > LONGEST_VALUE for value in headers)
        or len(environ.get("CONTENT_TYPE", "")) > LONGEST_CONTENT_TYPE
        or environ.get("HTTP_COOKIE", "").count("\\") > MOST_COOKIE_ESCAPES
    ):
        return HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
    return 0


gc.disable()  # what is loaded now stays
try:
    settings.INSTALLED_APPS  # noqa: B018 - reads all settings
except ImproperlyConfigured as error:
    raise SystemExit(str(error)) from None  # one line in the log of the server
django.setup(set_prefix=False)
import_module("portal.registry").read_ahead()
if settings.TRACES_URL:  # adds a middleware, so before they are read
    import_module("portal.doctor.tracing").begin(settings.TRACES_URL)
application = Handler()
# Every page, now rather than during somebody's first request; every thread shares what is frozen below.
import_module(settings.ROOT_URLCONF)
# The collector need not walk through all that again and again.
gc.collect()
gc.freeze()
gc.enable()
