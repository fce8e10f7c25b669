"""Acts of staff on a file: hold it, pin it."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from portal.desk.case import presenters
from portal.desk.case.decorators import case_door
from portal.desk.case.holds import free_hold, release_hold, renew_hold, take_hold, take_over
from portal.desk.case.opened import set_pinned
from portal.desk.frame.decorators import forbid
from portal.web.redirects import see_other

RELEASE = "desk.release_case"
ACTS: dict[str, Any] = {
    "take": take_hold,
    "release": release_hold,
    "leave": release_hold,
    "renew": renew_hold,
    "over": take_over,
    "free": free_hold,
}
BY_SCRIPT = frozenset({"leave", "renew"})
"""Sent by ``hold.js`` in the background: nobody reads the answer."""
FOR_ADMINS = frozenset({"over", "free"})


@require_POST
@case_door("desk.act_on_case")
def hold(request: HttpRequest, file_id: str) -> HttpResponse:
    """Hold the file, release it, renew the hold; take it over from a colleague, or release it for them."""
    act = request.POST.get("act", "")
    if act in FOR_ADMINS and not request.user.has_perm(RELEASE):
        return forbid(request, RELEASE)
    ACTS.get(act, take_hold)(file_id, user=request.user)
    if act in BY_SCRIPT:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return see_other(presenters.make_case_href(file_id))


@require_POST
@case_door("desk.view_case")
def pin(request: HttpRequest, file_id: str) -> HttpResponse:
    """Add the file to one's own short list, or remove it."""
    is_done = set_pinned(file_id, user=request.user, is_pinned=request.POST.get("pin") == "1")
    return see_other(presenters.make_case_href(file_id) + ("" if is_done else "?said=too-many"))
