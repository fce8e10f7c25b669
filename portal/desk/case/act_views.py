"""What staff do on a file: take it, pin it."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from portal.desk.case import presenters
from portal.desk.case.decorators import case_door
from portal.desk.case.holds import release_hold, take_hold, take_over
from portal.desk.case.opened import set_pinned
from portal.desk.frame.decorators import forbid
from portal.web.redirects import see_other


@require_POST
@case_door("desk.act_on_case")
def hold(request: HttpRequest, file_id: str) -> HttpResponse:
    """Take the file, let it go, or take it over from a colleague."""
    act = request.POST.get("act", "")
    if act == "over":
        if not request.user.has_perm("desk.release_case"):
            return forbid(request, "desk.release_case")
        take_over(file_id, user=request.user)
    elif act == "release":
        release_hold(file_id, user=request.user)
    else:
        take_hold(file_id, user=request.user)
    return see_other(presenters.make_case_href(file_id))


@require_POST
@case_door("desk.view_case")
def pin(request: HttpRequest, file_id: str) -> HttpResponse:
    """Keep the file in one's own short list, or take it out."""
    is_done = set_pinned(file_id, user=request.user, is_pinned=request.POST.get("pin") == "1")
    return see_other(presenters.make_case_href(file_id) + ("" if is_done else "?said=too-many"))
