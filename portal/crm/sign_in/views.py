"""Pages for signing in to a system as oneself, the callback, and signing out."""

from typing import cast
from urllib.parse import urlsplit

from csp.decorators import csp_update
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.crm import tokens
from portal.crm.decorators import find_system, show_fault
from portal.crm.document.systems import System
from portal.crm.holding.own_numbers import get_own_number, store_own_number
from portal.crm.session import end_sign_in, start_sign_in
from portal.crm.sign_in import services as connections
from portal.desk.frame.decorators import staff_required
from portal.desk.frame.desk_pages import is_desk_page
from portal.integrations.errors import IntegrationError
from portal.web.formats import moment
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page

NEXT = "crm-connect-next"
LONGEST_NUMBER = 12


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("crm.connect")
def connect(request: HttpRequest, system: str) -> HttpResponse:
    """GET: whether this person is signed in there. POST: redirect to the system's sign-in page."""
    found = _find(system)
    if not found.is_on:
        return render_page(request, "crm/off.html", {"system": found})
    wanted = request.POST.get("next") or request.GET.get("next", "")
    wanted = wanted if is_desk_page(wanted) else ""
    if request.method == "POST":
        request.session[NEXT] = wanted
        try:
            return see_other(connections.start_connection(start_sign_in(request.session)))
        except IntegrationError as error:
            return show_fault(request, found, error)
    connection = tokens.find_connection(cast("User", request.user), found.key)
    # Sent here by a refused call: the system no longer accepts the token that we hold.
    has_ended = connection is not None and (connection.has_ended or "again" in request.GET)
    context = {
        "system": found,
        "is_connected": connection is not None and not has_ended,
        "until": moment(connection.ends_at) if connection else "",
        "has_ended": has_ended,
        "next": wanted,
        "failure": request.GET.get("failed", ""),
        "number": get_own_number(request.user, found.key),
        "number_problem": "number" in request.GET,
        "number_kept": "kept" in request.GET,
    }

    @csp_update({"form-action": [get_origin(found)]})
    def render(request: HttpRequest) -> HttpResponse:
        return render_page(request, "crm/connect.html", context)

    return cast("HttpResponse", render(request))


def get_origin(system: System) -> str:
    """Scheme, host and port of a system, for the form's redirect."""
    parts = urlsplit(system.address)
    return f"{parts.scheme}://{parts.netloc}"


@require_POST
@staff_required("crm.connect")
def number(request: HttpRequest, system: str) -> HttpResponse:
    """Keep or delete the person's own user number there."""
    found = _find(system)
    typed = request.POST.get("number", "").strip()
    address = reverse("crm:connect", args=(found.key,))
    if typed and not (typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_NUMBER):
        return see_other(f"{address}?number=wrong")
    store_own_number(request.user, found.key, typed.lstrip("0"))
    return see_other(f"{address}?kept=1")


@require_safe
@staff_required("crm.connect")
def callback(request: HttpRequest, system: str) -> HttpResponse:
    """Back from the system with a code."""
    found = _find(system)
    if not found.is_on:
        return render_page(request, "crm/off.html", {"system": found})
    try:
        connections.finish_connection(
            cast("User", request.user),
            state=end_sign_in(request.session),
            query=request.META.get("QUERY_STRING", ""),
        )
    except IntegrationError as error:
        return see_other(reverse("crm:connect", args=(found.key,)) + f"?failed={error.failure}")
    wanted = request.session.pop(NEXT, "")
    return see_other(wanted if is_desk_page(wanted) else reverse("crm:home", args=(found.key,)))


@require_POST
@staff_required("crm.connect")
def disconnect(request: HttpRequest, system: str) -> HttpResponse:
    """Forget this person's sign-in."""
    found = _find(system)
    connections.end_connection(cast("User", request.user))
    return see_other(reverse("crm:connect", args=(found.key,)))


def _find(key: str) -> System:
    found = find_system(key)
    if not found.needs_connection:
        raise Http404
    return found
