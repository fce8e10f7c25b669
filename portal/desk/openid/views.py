"""Signing in at the office's own provider: redirect and return."""

import logging

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.desk.frame.decorators import is_staff
from portal.desk.frame.desk_pages import is_desk_page
from portal.desk.openid import attempt, services
from portal.desk.sign_in import pending
from portal.desk.sign_in.session import sign_in, sign_out
from portal.integrations import context
from portal.integrations.errors import IntegrationError, NotAuthorised, Rejected, UnexpectedResponse
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page

# The provider's clock may be a little slow.
FRESH_S = 120
OF_OTHERS = {"cross-site", "same-site"}
STOPPED = {"state-mismatch", "sign-in-refused"}

logger = logging.getLogger(__name__)


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Redirect to the provider; a person who is signed in already authenticates again.

    Only by a click on a page of ours: no other site signs anybody in whom the provider knows already.
    """
    if not settings.OIDC_URL:
        raise Http404
    if request.headers.get("Sec-Fetch-Site", "") in OF_OTHERS:
        return see_other(reverse("desk:sign-in"))
    wanted = request.GET.get("next", "")
    next_page = wanted if is_desk_page(wanted) else reverse("desk:home")
    again = is_staff(request.user)
    try:
        made, address = services.begin(again=again)
    except IntegrationError as error:
        return _refuse(request, _log(error), next_page=next_page, again=again)
    response = see_other(address)
    attempt.write_cookie(response, attempt.Kept(made, next_page, again))
    return response


@require_safe
def back(request: HttpRequest) -> HttpResponse:
    """The return from the provider, with a code."""
    if not settings.OIDC_URL:
        raise Http404
    kept = attempt.read(request.COOKIES)
    next_page, again = (kept.next_page, kept.again) if kept else (reverse("desk:home"), False)
    try:
        kept, identity = services.finish(
            kept, state=request.GET.get("state", ""), code=request.GET.get("code", "")
        )
    except IntegrationError as error:
        why = _log(error)
        if why == "stopped" and not again and is_staff(request.user):
            return see_other(next_page)  # in another tab, or by the back button: they are in
        return _refuse(request, why, next_page=next_page, again=again)
    if kept.again:
        is_new = timezone.now().timestamp() - identity.auth_time < FRESH_S
        if not (is_staff(request.user) and is_new and services.is_person(identity, request.user)):
            is_in = is_staff(request.user)
            return _refuse(request, "other" if is_in else "stopped", next_page=next_page, again=is_in)
        request.session.cycle_key()
        pending.note_fresh(request)
    else:
        person = services.admit(identity)
        if isinstance(person, str):
            sign_out(request)  # whoever was signed in here before does not matter
            return _refuse(request, person, next_page=next_page)
        sign_in(request, person, by="openid")
    response = see_other(next_page)
    attempt.drop(response)
    return response


def _log(error: IntegrationError) -> str:
    """Tell the operator why; what the person reads: "stopped", "untrusted" or "down"."""
    if isinstance(error, Rejected) and error.code in STOPPED:
        return "stopped"
    why = f"{error.code} {error.text}".strip() if isinstance(error, Rejected) else str(error)
    logger.warning(
        "sign-in by OpenID: %s, %s, reference %s", type(error).__name__, why, context.request_id.get()
    )
    return "untrusted" if isinstance(error, Rejected | NotAuthorised | UnexpectedResponse) else "down"


def _refuse(request: HttpRequest, why: str, *, next_page: str, again: bool = False) -> HttpResponse:
    values = {
        "why": why,
        "again": again,
        "next": next_page,
        "has_local": settings.LOCAL_SIGN_IN,
        "reference": context.request_id.get(),
    }
    status = 503 if why == "down" else 403
    path = reverse("desk:sign-in")
    response = render_page(request, "desk/openid/refused.html", values, status=status, language_path=path)
    attempt.drop(response)
    return response
