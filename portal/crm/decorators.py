"""What every page of a CRM system shares: its document, larger uploads, a plain page for what goes wrong."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from urllib.parse import urlencode

from django.core.files.uploadhandler import MemoryFileUploadHandler, StopUpload
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.decorators import decorator_from_middleware
from django.views.decorators.csrf import csrf_exempt

from portal.crm.document.calls import ConnectionNeededError
from portal.crm.document.catalogue import Catalogue, get_catalogue
from portal.crm.document.resources import Resource
from portal.crm.document.systems import System, get_system
from portal.crm.entry.attachments import MOST_BYTES
from portal.desk.frame.decorators import is_staff, staff_required
from portal.integrations.context import page_deadline
from portal.integrations.errors import (
    IntegrationError,
    NotFound,
    OutcomeUnknown,
    Rejected,
    Unavailable,
)
from portal.integrations.openapi import Busy, DocumentUnusable, InvalidRequest
from portal.web.http_request.csrf import NoReferrerCsrfMiddleware
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page

P = ParamSpec("P")
Q = ParamSpec("Q")
View = Callable[Concatenate[HttpRequest, Catalogue, P], HttpResponseBase]
csrf_protect = decorator_from_middleware(NoReferrerCsrfMiddleware)
# Room for the other fields of the form and what separates them.
MOST_BODY_BYTES = MOST_BYTES + 1024 * 1024
RETRY_AFTER_S = 30
LONGEST_S = 25.0
"""All calls of one page together: a system that drips its lists holds nobody for longer."""


def crm_page(permission: str) -> Callable[[View[P]], Callable[..., HttpResponseBase]]:
    """For staff with ``permission``; gives the view the system's catalogue, and turns faults into pages."""

    def wrap(view: View[P]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def page(request: HttpRequest, system: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            found = find_system(system)
            if not found.is_on:
                return render_page(request, "crm/off.html", {"system": found})
            try:
                with page_deadline(LONGEST_S):
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
    except (KeyError, FileNotFoundError):
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
    """The page for a system that is away, refuses, or answers what nobody understands."""
    kind, status = classify(error)
    values: dict[str, Any] = {
        "system": system,
        "kind": kind,
        "said": getattr(error, "text", "") or getattr(error, "reason", ""),
        "retry_path": request.get_full_path() if request.method == "GET" else "",
        "request_id": getattr(request, "request_id", ""),
    }
    path = reverse("crm:home", args=(system.key,))
    response = render_page(request, "crm/fault.html", values, status=status, language_path=path)
    if status == 503:
        response["Retry-After"] = str(getattr(error, "retry_after_s", None) or RETRY_AFTER_S)
    return response


def classify(error: Exception) -> tuple[str, int]:
    """The kind of page and the status of a fault."""
    kinds: list[tuple[type[Exception], str, int]] = [
        (NotFound, "gone", 404),
        (Rejected, "refused", 422),
        (InvalidRequest, "invalid", 422),
        (Busy, "busy", 503),
        (DocumentUnusable, "document", 503),
        (Unavailable, "away", 503),
        (OutcomeUnknown, "unknown", 503),
    ]
    for kind, word, status in kinds:
        if isinstance(error, kind):
            return word, status
    return "fault", 503


class LargeFileHandler(MemoryFileUploadHandler):
    """Keeps a file in memory up to ``MOST_BODY_BYTES``; a larger one is cut off while it is coming in."""

    def handle_raw_input(self, *args: Any, **_options: Any) -> None:
        """Decides by the length the browser tells (the third argument)."""
        self.activated = args[2] <= MOST_BODY_BYTES

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Raises: StopUpload past the limit."""
        if start > MOST_BODY_BYTES:
            raise StopUpload(connection_reset=True)
        return super().receive_data_chunk(raw_data, start)


def takes_files(view: Callable[Q, HttpResponseBase]) -> Callable[Q, HttpResponseBase]:
    """A view whose form may hold files. The token is checked one step later: that reads the whole body."""
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def guarded(*args: Q.args, **kwargs: Q.kwargs) -> HttpResponseBase:
        request = args[0]
        if isinstance(request, HttpRequest) and is_staff(request.user):
            request.upload_handlers = [LargeFileHandler(request)]
        return cast("HttpResponseBase", protected(*args, **kwargs))

    return guarded
