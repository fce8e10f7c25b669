"""The WSGI entry: granian serves this, on threads."""

import os
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import django
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import parse_header_parameters

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse

LONGEST_PATH = 2_048  # bytes; the longest address of the portal has a few hundred
LONGEST_VALUE = 8_192  # bytes of a query string or of one header
LONGEST_CONTENT_TYPE = 512
# Python before 3.11.10 needs the square of their number to read them; browsers send none, we a few.
MOST_COOKIE_ESCAPES = 500

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")


class Utf8Request(WSGIRequest):
    """A request is UTF-8, whatever it says: Django would decode with any codec that Python has, and fail."""

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        told = meta.get("CONTENT_TYPE", "")
        self.content_type, self.content_params = parse_header_parameters(told)


class Handler(WSGIHandler):
    """Django's own, with our kind of request; nothing runs for an address or a header beyond measure."""

    request_class = Utf8Request

    def __call__(self, environ: dict[str, Any], start_response: "StartResponse") -> HttpResponseBase:
        """A bare 414 or 431, or what Django answers. Not logged: all there is to tell is what was sent."""
        status = find_excess(environ)
        if not status:
            return super().__call__(environ, start_response)
        # Without a text: the browser says it in its reader's language.
        answer = HttpResponse(status=status, headers={"Content-Length": "0", "Cache-Control": "no-store"})
        start_response(f"{status} {answer.reason_phrase}", list(answer.items()))
        return answer


def find_excess(environ: dict[str, Any]) -> int:
    """The status that refuses what is too long in a request; 0 when nothing is."""
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


django.setup(set_prefix=False)
application = Handler()
