"""What all pages of a file share: staff only, the file is read first, and an error page."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from portal.crm.decorators import send_to_connect
from portal.crm.document.systems import get_system
from portal.crm.links.models import System
from portal.crm.links.suggest.case import Case, get_case, is_gone
from portal.crm.tokens import SignInAgainError
from portal.desk.frame.decorators import staff_required
from portal.integrations.deadline import page_deadline
from portal.integrations.errors import IntegrationError, NotFound
from portal.integrations.openapi import InvalidRequest
from portal.web.pages.page_deadlines import CRM_PAGE_S
from portal.web.rendering.render import render_page

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Case, P], HttpResponseBase]
RETRY_AFTER_S = 30


def case_page(permission: str) -> Callable[[View[P]], Callable[..., HttpResponseBase]]:
    """For staff with ``permission``; gives the view the file, and turns faults of a system into pages."""

    def wrap(view: View[P]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def page(request: HttpRequest, file_id: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            try:
                with page_deadline(CRM_PAGE_S):
                    return view(request, get_case(file_id), *args, **kwargs)
            except SignInAgainError:
                path = request.get_full_path() if request.method == "GET" else ""
                return send_to_connect(
                    get_system("dossierdata"), path or reverse("links:panel", args=[file_id])
                )
            except IntegrationError as error:
                return show_fault(request, error, file_id=file_id)
            except InvalidRequest:  # what was requested cannot exist: nothing was sent
                return show_fault(request, NotFound("not-found"), file_id=file_id)

        return cast("Callable[..., HttpResponseBase]", staff_required(permission)(page))

    return wrap


def show_fault(request: HttpRequest, error: IntegrationError, *, file_id: str) -> HttpResponse:
    """The page for a file that is not there, or a system that tells nothing."""
    gone = is_gone(error)
    values: dict[str, Any] = {
        "failure": "gone" if gone else error.failure,
        "system": get_name(error.system),
        "retry_href": request.get_full_path() if request.method == "GET" else "",
        "request_id": getattr(request, "request_id", ""),
    }
    path, status = reverse("links:panel", args=[file_id]), 404 if gone else 503
    response = render_page(request, "crm/links/fault.html", values, status=status, language_path=path)
    if not gone:
        response["Retry-After"] = str(RETRY_AFTER_S)
    return response


def get_name(system: str) -> str:
    """What people call a system."""
    return dict(System.choices).get(system, "Tagor")
