"""Signing in again: for acts on people, secrets and money, a sign-in some minutes ago is not enough.

One decorator requires it, unless the person signed in within the last ten minutes.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from portal.desk.frame.decorators import staff_required
from portal.desk.frame.desk_pages import is_desk_page
from portal.desk.frame.unsent import store_unsent
from portal.desk.sign_in import pending
from portal.desk.sign_in.password_form import PasswordForm
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def signed_in_again(*, back: str = "") -> Callable[[View[P]], View[P]]:
    """Use under ``staff_required``. ``back``: the page to return to, for a URL that only takes POST."""

    def guard(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if pending.is_fresh(request):
                return view(request, *args, **kwargs)
            is_typed = request.method == "POST" and not back
            typed = store_unsent(request, user_id=request.user.pk) if is_typed else ""
            return ask_again(typed or (reverse(back) if back else request.path))

        return cast("View[P]", guarded)

    return guard


def ask_again(wanted: str) -> HttpResponse:
    """To the page that asks for the password again, and then on to ``wanted``."""
    return see_other(f"{reverse('desk:again')}?{urlencode({'next': wanted})}")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required()
def show_again(request: HttpRequest) -> HttpResponse:
    """Ask for the password again, or use the office's provider; then go on to the page."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    next_page = wanted if is_desk_page(wanted) else reverse("desk:home")
    form = PasswordForm(request, request.POST if request.method == "POST" else None)
    if form.is_valid():
        pending.note_fresh(request)
        return see_other(next_page)
    user: Any = request.user
    context = {"form": form, "next": next_page, "has_password": user.has_usable_password()}
    status = 422 if form.errors else 200
    path = reverse("desk:again")
    return render_page(request, "desk/sign_in/again.html", context, status=status, language_path=path)
