"""What all pages of a CRM system share: its document, larger uploads, and an error page."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from portal.crm.document.calls import ConnectionNeededError
from portal.crm.document.catalogue import Catalogue, get_catalogue
from portal.crm.document.resources import Resource
from portal.crm.document.systems import System, get_system
from portal.crm.entry.attachments import MOST_BYTES
from portal.desk.frame.decorators import is_staff, staff_required
from portal.integrations.deadline import page_deadline
from portal.integrations.errors import (
    IntegrationError,
    NotAuthorised,
    NotFound,
    OutcomeUnknown,
    Rejected,
    Unavailable,
)
from portal.integrations.openapi import Busy, DocumentUnusable, InvalidRequest
from portal.web.http_request.decorators import accept_files
from portal.web.pages.page_deadlines import CRM_PAGE_S
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Catalogue, P], HttpResponseBase]
# Room for the other fields of the form and the multipart boundaries.
MOST_BODY_BYTES = MOST_BYTES + 1024 * 1024
RETRY_AFTER_S = 30


def crm_page(permission: str) -> Callable[[View[P]], Callable[..., HttpResponseBase]]:
    """For staff with ``permission``; gives the view the system's catalogue, and turns faults into pages."""

    def wrap(view: View[P]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def page(request: HttpRequest, system: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            found = find_system(system)
            if not found.is_on:
                return render_page(request, "crm/off.html", {"system": found})
            try:
                with page_deadline(CRM_PAGE_S):
                    return view(request, get_catalogue(system), *args, **kwargs)
            except ConnectionNeededError:
                return send_to_connect(found, request.get_full_path())
            except (IntegrationError, InvalidRequest) as error:
                return show_fault(request, found, error)

        return cast("Callable[..., HttpResponseBase]", staff_required(permission)(page))

    return wrap


def find_system(key: str) -> System:
    """Raises: Http404 when there is no such system."""
    try:
        return get_system(key)
    except KeyError:
        raise Http404 from None


def find_resource(catalogue: Catalogue, key: str) -> Resource:
    """Raises: Http404 when the document has no such resource."""
    try:
        return catalogue.get_resource(key)
    except KeyError:
        raise Http404 from None


def send_to_connect(system: System, path: str) -> HttpResponse:
    """To the page that signs in to the system, and from there back."""
    address = reverse("crm:connect", args=(system.key,)) + "?" + urlencode({"next": path, "again": 1})
    return see_other(address)


def show_fault(request: HttpRequest, system: System, error: Exception) -> HttpResponse:
    """The page for a system that is down, refuses, or sends an unreadable answer."""
    kind, status = classify(error)
    values: dict[str, Any] = {
        "system": system,
        "kind": kind,
        "said": getattr(error, "text", "") or getattr(error, "reason", ""),
        "done": request.GET.get("done", ""),
        "retry_path": request.get_full_path() if request.method == "GET" else "",
        "request_id": getattr(request, "request_id", ""),
    }
    path = reverse("crm:home", args=(system.key,))
    response = render_page(request, "crm/fault.html", values, status=status, language_path=path)
    if status == 503:
        response["Retry-After"] = str(getattr(error, "retry_after_s", None) or RETRY_AFTER_S)
    return response


def classify(error: Exception) -> tuple[str, int]:
    """The error's page and status."""
    kinds: list[tuple[type[Exception], str, int]] = [
        (NotFound, "gone", 404),
        (Rejected, "refused", 422),
        (InvalidRequest, "invalid", 422),
        (Busy, "busy", 503),
        (DocumentUnusable, "document", 503),
        (Unavailable, "away", 503),
        (OutcomeUnknown, "unknown", 503),
        (NotAuthorised, "barred", 503),
    ]
    for kind, word, status in kinds:
        if isinstance(error, kind):
            return word, status
    return "fault", 503


takes_files = accept_files(MOST_BODY_BYTES, may=lambda request: is_staff(request.user))
"""A view whose form may hold files of a record."""
