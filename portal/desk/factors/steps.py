"""After a right password: in, to the second step, or to setting one up."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from portal.desk.factors import pending, services
from portal.desk.frame.session import sign_in
from portal.web.redirects import see_other


def go_on(request: HttpRequest, user: Any, *, next_page: str) -> HttpResponse:
    """The password was right; what comes next."""
    if services.has_factor(user):
        pending.keep(request, user, next_page=next_page)
        return see_other(reverse("desk:second-step"))
    if services.is_required(user):
        pending.keep(request, user, next_page=next_page)
        return see_other(reverse("desk:second-set-up"))
    sign_in(request, user)
    return see_other(next_page)
