"""Where somebody chooses a password by the link they were given, which is all the proof that is asked."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from portal.desk.people import links, services
from portal.desk.people.forms import NewPasswordForm
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page

LINK_KEY = "people_door_link"


@require_safe
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Take the secret out of the address bar; nothing is used up by looking."""
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
    # Whoever else is signed in here has no part in it.
    logout(request)
    if not services.choose_password(token, form.cleaned_data["password"]):
        return _show_over(request)
    return see_other(reverse("people-door:chosen"))


@require_safe
def chosen(request: HttpRequest) -> HttpResponse:
    """It is done; on to the sign-in page."""
    return render_page(request, "desk/people/chosen.html")


def _show_over(request: HttpRequest) -> HttpResponse:
    return render_page(request, "desk/people/link-over.html", status=410)
