"""Errors before a page of a file can be shown: no such file, or Tagor does not answer."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from portal.desk.frame.decorators import staff_required
from portal.integrations.deadline import page_deadline
from portal.integrations.errors import IntegrationError, NotFound, Rejected
from portal.web.pages.page_deadlines import DESK_FILE_S
from portal.web.rendering.render import render_page

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, str, P], HttpResponseBase]

RETRY_AFTER_S = 30
LONGEST_ID = 30


def case_door(permission: str) -> Callable[[View[P]], Callable[..., HttpResponseBase]]:
    """For staff with ``permission``; shows a page when the file does not exist or Tagor is down or slow."""

    def wrap(view: View[P]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def page(request: HttpRequest, file_id: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not (file_id.isalnum() and len(file_id) <= LONGEST_ID):
                return show_fault(request, NotFound("not-found"), file_id="")
            try:
                with page_deadline(DESK_FILE_S):
                    return view(request, file_id, *args, **kwargs)
            except IntegrationError as error:
                return show_fault(request, error, file_id=file_id)

        return cast("Callable[..., HttpResponseBase]", staff_required(permission)(page))

    return wrap


def show_fault(request: HttpRequest, error: IntegrationError, *, file_id: str) -> HttpResponse:
    """404 for a file that is not there; 503 with a way to try again."""
    is_gone = isinstance(error, Rejected)
    values = {
        "is_gone": is_gone,
        "retry_href": request.get_full_path() if request.method == "GET" else "",
        "request_id": getattr(request, "request_id", ""),
    }
    path = reverse("case:case", args=[file_id]) if file_id else reverse("desk:home")
    status = 404 if is_gone else 503
    response = render_page(request, "desk/case/fault.html", values, status=status, language_path=path)
    if not is_gone:
        response["Retry-After"] = str(RETRY_AFTER_S)
    return response
