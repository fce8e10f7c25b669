"""A page in place of an exception or of an empty answer."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from portal.integrations import context
from portal.integrations.errors import IntegrationError, Rejected
from portal.web.pages import error_pages

logger = logging.getLogger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponse]


class IntegrationFaultMiddleware:
    """Turns a failing system behind the portal into a page that says what to do next."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A 503 page for a fault of a system. A refusal that no view expected is logged with its place."""
        if not isinstance(exception, IntegrationError):
            return None
        logger.error(
            "%s from %s %s, reference %s",
            type(exception).__name__,
            exception.system or "-",
            exception.operation or "-",
            context.request_id.get(),
            exc_info=exception if isinstance(exception, Rejected) else None,
        )
        return error_pages.system_fault(request, exception)


class WrongMethodMiddleware:
    """A page for whoever opens an address to which only a form is sent: browsers show it after an answer."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method != "GET" or not isinstance(response, HttpResponseNotAllowed) or response.content:
            return response
        page = error_pages.method_not_allowed(request)
        page["Allow"] = response["Allow"]
        return page
