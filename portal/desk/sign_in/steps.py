"""After a right password: sign in, the second step, or setting one up."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from portal.desk.sign_in import device, pending, services
from portal.desk.sign_in.session import sign_in
from portal.web.redirects import see_other

CODES_KEY = "desk_recovery_codes"


@dataclass(frozen=True, slots=True)
class Setter:
    """Who sets up a second factor, and their next page. ``at_door``: not signed in yet."""

    user: Any
    next_page: str
    at_door: bool


def go_on(request: HttpRequest, user: Any, *, next_page: str) -> HttpResponse:
    """The password was right; what comes next."""
    if services.has_factor(user):
        pending.store_sign_in(request, user, next_page=next_page)
        return see_other(reverse("desk:second-step"))
    if services.is_required(user):
        pending.store_sign_in(request, user, next_page=next_page)
        return see_other(reverse("desk:second-set-up"))
    return come_in(request, user, next_page=next_page, by="password")


def come_in(request: HttpRequest, user: Any, *, next_page: str, by: str) -> HttpResponse:
    """All steps were right: sign in, and remember this browser. ``by``: see ``session.sign_in``."""
    sign_in(request, user, by=by)
    response: HttpResponse = see_other(next_page)
    device.write_cookie(response, request.COOKIES, user.get_username())
    return response


def find_setter(request: HttpRequest) -> Setter | HttpResponse:
    """Who may set up a second factor now, or a redirect to what they must do first."""
    found = pending.find(request)
    if found is None and not request.user.is_authenticated:
        return see_other(reverse("desk:sign-in"))
    if found is None:
        own = reverse("desk:own")
        return Setter(request.user, own, at_door=False) if pending.may_set_up(request) else see_other(own)
    user, next_page = found
    if services.has_factor(user):
        return see_other(reverse("desk:second-step"))
    return Setter(user, next_page, at_door=True)


def finish_setting_up(request: HttpRequest, setter: Setter, codes: list[str]) -> HttpResponse:
    """Finish the set-up: sign in, then show new recovery codes, if there are any."""
    following = reverse("desk:recovery-codes") if codes else setter.next_page
    response: HttpResponse = see_other(following)
    if setter.at_door:
        response = come_in(request, setter.user, next_page=following, by="password+set-up")
    pending.drop_secret(request)
    if codes:
        request.session[CODES_KEY] = {"codes": codes, "next": setter.next_page}
    return response
