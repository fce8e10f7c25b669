"""The WSGI entry: granian serves this, on threads."""

import os
from typing import Any

import django
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.utils.http import parse_header_parameters

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")


class Utf8Request(WSGIRequest):
    """A request is UTF-8, whatever it says: Django would decode with any codec that Python has, and fail."""

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        told = meta.get("CONTENT_TYPE", "")
        self.content_type, self.content_params = parse_header_parameters(told)


class Handler(WSGIHandler):
    """Django's own, with our kind of request."""

    request_class = Utf8Request


django.setup(set_prefix=False)
application = Handler()
