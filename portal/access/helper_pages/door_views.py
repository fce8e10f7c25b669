"""``/pass/``: a helper signs in with the link or the code of a pass. A GET opens nothing."""

import math
import time

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from portal.access.equal_answer_time import wait_for_step
from portal.access.file_key import Outcome
from portal.access.helper_pages.forms import PassCodeForm
from portal.access.helper_pass.scopes import Scope
from portal.access.helper_pass.services import Opened, open_pass
from portal.access.helper_pass.uses import note_opening
from portal.access.presenters import get_session_terms
from portal.access.session import sign_in
from portal.web.attempt_throttle import LockedError, begin_try, count_network
from portal.web.http_request.visitor import get_ip_address
from portal.web.pages.error_pages import too_many
from portal.web.redirects import see_other, see_page
from portal.web.rendering.render import render_page
from portal.web.sealing import seal, unseal

COOKIE = "__Secure-pass" if settings.IS_HTTPS else "pass"
COOKIE_PATH = "/pass/"
COOKIE_S = 15 * 60
FORM_S = 60 * 60
PURPOSE = "helper-pass-link"


@require_safe
def link(_request: HttpRequest, code: str) -> HttpResponse:
    """``/pass/<code>/``: remove the code from the address bar at once."""
    response = see_page("access:pass")
    response.set_cookie(
        COOKIE,
        seal(code[:60], purpose=PURPOSE),
        max_age=COOKIE_S,
        path=COOKIE_PATH,
        secure=settings.IS_HTTPS,
        httponly=True,
        samesite="Lax",
    )
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest) -> HttpResponse:
    """One button after opening the link; else a field for the code."""
    if request.method == "POST":
        return _try(request)
    code = unseal(request.COOKIES.get(COOKIE, ""), purpose=PURPOSE, max_age_s=COOKIE_S)
    return _show(request, PassCodeForm(), sealed=seal(code, purpose=PURPOSE) if code else "")


def _try(request: HttpRequest) -> HttpResponse:
    """Wrong codes count for the visitor's network, and take as long as a right one."""
    carried = unseal(request.POST.get("pass", ""), purpose=PURPOSE, max_age_s=FORM_S)
    form = PassCodeForm({"code": carried} if carried else request.POST)
    if not form.is_valid():
        return _show(request, form)
    counter, started = count_network(get_ip_address(request), purpose="helper-pass"), time.monotonic()
    try:
        begin_try(counter)
    except LockedError as error:
        return too_many(request, wait_minutes=math.ceil(error.wait_s / 60))
    opened = open_pass(form.cleaned_data["code"])
    if opened.outcome is Outcome.WRONG:
        counter.count_wrong()
        wait_for_step(started)
        form.refuse()
        return _show(request, form)
    counter.release()
    if opened.outcome is Outcome.OPENED:
        return _open(request, opened)
    sealed = request.POST.get("pass", "") if carried else ""
    return _show(request, form, sealed=sealed, opened=opened)


def _open(request: HttpRequest, opened: Opened) -> HttpResponse:
    found = opened.helper_pass
    if found is None or opened.access is None or opened.credential is None:
        raise ValueError("nothing was opened")
    sign_in(request, opened.access, opened.credential, helper_pass=found)
    note_opening(found)
    first = "dossier:balance" if Scope.VIEW in found.scopes else "payments:start"
    response: HttpResponse = see_other(reverse(first))
    response.delete_cookie(COOKIE, path=COOKIE_PATH, samesite="Lax")
    return response


def _show(
    request: HttpRequest, form: PassCodeForm, *, sealed: str = "", opened: Opened | None = None
) -> HttpResponse:
    is_over = opened is not None and opened.outcome is Outcome.EXPIRED
    is_down = opened is not None and opened.outcome is Outcome.DOWN
    context = {
        "form": form,
        "pass": "" if is_over else sealed,
        "is_over": is_over,
        "is_down": is_down,
        "has_ended": "ended" in request.GET and not form.is_bound,
        "session_terms": get_session_terms(),
    }
    status = 410 if is_over else 503 if is_down else 422 if form.errors else 200
    path = reverse("access:pass")
    return render_page(request, "access/helper-door.html", context, status=status, language_path=path)
