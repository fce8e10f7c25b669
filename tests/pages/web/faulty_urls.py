"""The portal's addresses, and some where things go wrong."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.urls import path

from portal.integrations.errors import (
    IntegrationError,
    NotAuthorised,
    OutcomeUnknown,
    Rejected,
    Unavailable,
    UnexpectedResponse,
)
from portal.urls import handler400, handler403, handler404, handler500
from portal.urls import urlpatterns as portal_patterns
from portal.web.pages import error_pages

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

SECRET = "Jan Peeters owes 1.234,56"
FAULTS: dict[str, Exception] = {
    "400": SuspiciousOperation(SECRET),
    "403": PermissionDenied(SECRET),
    "500": ZeroDivisionError(SECRET),
    **{
        kind.__name__: kind(SECRET, system="tagor", operation="GetSaldo")
        for kind in (Unavailable, OutcomeUnknown, NotAuthorised, UnexpectedResponse, IntegrationError)
    },
    "Rejected": Rejected("unknown", SECRET),
}


def fail(request: HttpRequest, kind: str) -> HttpResponse:
    """Raise what the address names."""
    raise FAULTS[kind]


def too_many(request: HttpRequest) -> HttpResponse:
    """As the sign-in does after five tries."""
    return error_pages.too_many(request, wait_minutes=2)


urlpatterns = [*portal_patterns, path("fail/<str:kind>/", fail), path("too-many/", too_many)]
