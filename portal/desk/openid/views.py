"""Signing in at the office's own provider: redirect and return."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.desk.frame.decorators import is_desk_page, is_staff
from portal.desk.openid import attempt, services
from portal.desk.sign_in import pending
from portal.desk.sign_in.session import sign_in, sign_out
from portal.integrations.errors import IntegrationError, Rejected
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page

# The provider's clock may be a little slow.
FRESH_S = 120
OF_OTHERS = {"cross-site", "same-site"}


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
    except IntegrationError:
        return _refuse(request, "down", status=503)
    response = see_other(address)
    attempt.write_cookie(response, attempt.Kept(made, next_page, again))
    return response


@require_safe
def back(request: HttpRequest) -> HttpResponse:
    """The return from the provider, with a code."""
    if not settings.OIDC_URL:
        raise Http404
    try:
        kept, identity = services.finish(
            attempt.read(request.COOKIES),
            state=request.GET.get("state", ""),
            code=request.GET.get("code", ""),
        )
    except Rejected:
        return _refuse(request, "refused", status=403)
    except IntegrationError:
        return _refuse(request, "down", status=503)
    if kept.again:
        is_new = timezone.now().timestamp() - identity.auth_time < FRESH_S
        if not (is_staff(request.user) and is_new and services.is_person(identity, request.user)):
            return _refuse(request, "refused", status=403)
        request.session.cycle_key()
        pending.note_fresh(request)
    else:
        sign_out(request)  # whoever was signed in here before does not matter
        person = services.admit(identity)
        if person is None:
            return _refuse(request, "no-role", status=403)
        sign_in(request, person, by="openid")
        pending.note_fresh(request)
    response = see_other(kept.next_page)
    attempt.drop(response)
    return response


def _refuse(request: HttpRequest, why: str, *, status: int) -> HttpResponse:
    context = {"why": why, "has_local": settings.LOCAL_SIGN_IN}
    path = reverse("desk:sign-in")
    response = render_page(request, "desk/openid/refused.html", context, status=status, language_path=path)
    attempt.drop(response)
    return response
