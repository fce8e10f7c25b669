"""Where somebody chooses a password: by the link they were given, or after their old one."""

from functools import partial
from typing import cast

from django.contrib.auth import logout
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from portal.desk.frame.decorators import staff_required
from portal.desk.people import links, services
from portal.desk.people.forms import NewPasswordForm, OwnPasswordForm
from portal.desk.sign_in import device, sessions
from portal.desk.sign_in.password_form import sign_in_again
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page

LINK_KEY = "people_door_link"


@require_safe
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Remove the secret from the address bar; opening the link does not use it up."""
    request.session[LINK_KEY] = token[:200]
    return see_other(reverse("people-door:choose"))


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Choose a password."""
    token = request.session.get(LINK_KEY, "")
    person = links.find_person(token)
    if person is None:
        return _show_over(request)
    form = NewPasswordForm(request.POST if request.method == "POST" else None, person=person)
    if not form.is_valid():
        context = {"form": form, "name": person.get_username()}
        return render_page(request, "desk/people/choose.html", context, status=422 if form.errors else 200)
    # It does not matter who else is signed in here.
    logout(request)
    if not services.choose_password(token, form.cleaned_data["password"]):
        return _show_over(request)
    response: HttpResponse = see_other(reverse("people-door:chosen"))
    # The link proved who this is: strangers' wrong passwords do not stand in the way of the first sign-in.
    device.write_cookie(response, request.COOKIES, person.get_username())
    return response


@require_safe
def chosen(request: HttpRequest) -> HttpResponse:
    """Confirmation, with a link to the sign-in page."""
    return render_page(request, "desk/people/chosen.html")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required()
def change_own(request: HttpRequest) -> HttpResponse:
    """Another password for who is signed in; everywhere else they are signed out."""
    user = cast("User", request.user)
    if not user.has_usable_password():  # the account of the office proves who they are
        return see_other(reverse("desk:own"))
    data = request.POST if request.method == "POST" else None
    form = OwnPasswordForm(data, person=user, check=partial(sign_in_again, request))
    if form.is_valid():
        services.change_own_password(user, form.cleaned_data["password"])
        sessions.end_all_others(request, user)
        return see_other(f"{reverse('desk:own')}?password=changed")
    status = 422 if form.errors else 200
    return render_page(request, "desk/people/own-password.html", {"form": form}, status=status)


def _show_over(request: HttpRequest) -> HttpResponse:
    return render_page(request, "desk/people/link-over.html", status=410)
