"""Sign-in and sign-out of the desk."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from portal.desk.frame.decorators import is_staff, set_desk
from portal.desk.frame.desk_pages import is_desk_page
from portal.desk.frame.unsent import is_kept
from portal.desk.sign_in.password_form import DeskSignInForm
from portal.desk.sign_in.services import find_office_sign_out, has_openid
from portal.desk.sign_in.session import sign_out
from portal.desk.sign_in.steps import come_in, go_on
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page

pages = require_http_methods(["GET", "HEAD", "POST"])


@pages
def sign_in_page(request: HttpRequest) -> HttpResponse:
    """Name and password."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    next_page = wanted if is_desk_page(wanted) else reverse("desk:home")
    if request.method != "POST":
        if is_staff(request.user):
            return see_other(next_page)
        return _show_sign_in(request, DeskSignInForm(request), next_page=next_page)
    form = DeskSignInForm(request, data=request.POST)
    if not form.is_valid():
        return _show_sign_in(request, form, next_page=next_page, status=422)
    if form.is_whole:
        return come_in(request, form.get_user(), next_page=next_page, by="password+code")
    return go_on(request, form.get_user(), next_page=next_page)


@pages
def sign_out_page(request: HttpRequest) -> HttpResponseBase:
    """GET asks, or says that nobody is signed in; POST signs out."""
    by_office = bool(settings.OIDC_URL) and is_staff(request.user) and has_openid(request.user)
    if request.method == "POST":
        sign_out(request)
        response = see_other(reverse("desk:sign-out") + ("?office=1" if by_office else ""))
        response["Clear-Site-Data"] = '"cache", "storage"'
        return response
    if is_staff(request.user):
        set_desk(request)
    was_by_office = bool(settings.OIDC_URL) and "office" in request.GET
    context = {
        "is_signed_in": is_staff(request.user),
        "by_office": by_office or was_by_office,
        "office_sign_out": find_office_sign_out() if was_by_office else "",
    }
    return render_page(request, "desk/sign_in/sign-out.html", context)


def _show_sign_in(
    request: HttpRequest, form: DeskSignInForm, *, next_page: str, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "next": next_page,
        "has_ended": "ended" in request.GET and not form.is_bound,
        "is_typing_kept": is_kept(request),
        "has_office": bool(settings.OIDC_URL),
        "has_local": settings.LOCAL_SIGN_IN,
    }
    path = reverse("desk:sign-in")
    return render_page(request, "desk/sign_in/sign-in.html", context, status=status, language_path=path)
