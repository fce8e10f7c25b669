"""The door of every page that shows or changes a file."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from portal.access.next_page import is_own_page
from portal.access.session import Defendant, OtherFileError, get_defendant, has_ended
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def defendant_required(view: View[P]) -> View[P]:
    """Only with an open file; sets ``request.defendant``. Otherwise the visitor goes to the sign-in page.

    A form made for another file (``check_file_mark``) ends in a plain page, status 409.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        defendant = get_defendant(request)
        if defendant is None:
            return _send_to_sign_in(request)
        request.defendant = defendant  # type: ignore[attr-defined]
        try:
            return view(request, *args, **kwargs)
        except OtherFileError:
            path = reverse("dossier:balance")
            return render_page(request, "access/other-file.html", status=409, language_path=path)

    return cast("View[P]", guarded)


def get_signed_in(request: HttpRequest) -> Defendant:
    """Who ``defendant_required`` let in."""
    return cast("Defendant", request.defendant)  # type: ignore[attr-defined]


def _send_to_sign_in(request: HttpRequest) -> HttpResponse:
    query = {}
    if has_ended(request):
        query["ended"] = "1"
    if request.method == "GET" and is_own_page(request.path):
        query["next"] = request.path
    address = reverse("access:sign-in") + (f"?{urlencode(query)}" if query else "")
    if request.headers.get("HX-Request") == "true":
        return HttpResponseClientRedirect(address)
    return see_other(address)
