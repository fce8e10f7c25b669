"""The Content-Security-Policy of answers that ask for nothing beyond the usual one."""

from functools import cached_property

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class PolicyMiddleware(CSPMiddleware):
    """django-csp, which puts the words of each answer's policy together; the usual one is written once.

    A view widens it as django-csp says: ``csp_update``, ``csp_replace``.
    """

    @cached_property
    def _usual(self) -> str:
        return build_policy()

    def process_request(self, request: HttpRequest) -> None:
        """No page has an inline script or style, so no request needs a nonce."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The header, unless the answer has one."""
        if settings.DEBUG or any(name.startswith("_csp_") for name in vars(response)):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self._usual)
        return response
