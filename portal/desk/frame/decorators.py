"""The decorator of every page of the desk: signed in, staff, and with the permission."""

from collections.abc import Callable
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from portal.desk.frame.desk_pages import is_desk_page
from portal.desk.frame.navigation import Section, list_sections
from portal.desk.frame.session_left import count_left
from portal.desk.frame.unsent import find_owner, store_unsent
from portal.web.formats import name_person
from portal.web.http_request.staff_pages import DESK
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


class Desk:
    """What the frame of a staff page shows: the person's name and the pages they may open.

    Waiting work is counted when the frame is shown, not for a part of a page or a redirect.
    """

    def __init__(self, user: Any, session: Any, *, path: str) -> None:
        self._user, self._path = user, path
        self.name: str = name_person(user)
        self.session_left = [int(left_s) for left_s in count_left(session, timezone.now().timestamp())]

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Their links, with how much waits."""
        return list_sections(self._user, path=self._path)


def staff_required(permission: str = "") -> Callable[[View[P]], View[P]]:
    """Only for signed-in staff with ``permission`` ("" asks none). Sets ``request.desk`` for the frame.

    Others go to the sign-in page, or, signed in without the permission, get a 403 page that names it.
    """

    def guard(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            user = request.user
            if not is_staff(user):
                return send_to_sign_in(request)
            set_desk(request)
            if permission and not user.has_perm(permission):
                return forbid(request, permission)
            return view(request, *args, **kwargs)

        # For the list of who may open what; a view may have several guards.
        inner = getattr(view, "permissions", ())
        guarded.permissions = (permission, *inner) if permission else inner  # type: ignore[attr-defined]
        return cast("View[P]", guarded)

    return guard


def is_staff(user: Any) -> bool:
    """Whether this is a signed-in, active member of staff."""
    return bool(user.is_authenticated and user.is_active and user.is_staff)


def set_desk(request: HttpRequest) -> None:
    """Give the frame its name and links."""
    request.desk = Desk(cast("Any", request.user), request.session, path=request.path)  # type: ignore[attr-defined]


def forbid(request: HttpRequest, permission: str) -> HttpResponse:
    """The 403 page: what is missing and who can give it."""
    context = {"permission": permission}
    response = render_page(request, "desk/forbidden.html", context, status=403, language_path=DESK)
    response.permission = permission  # type: ignore[attr-defined] # for the trail
    return response


def send_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Redirect to the staff's sign-in page; what was asked for, or typed, is there again afterwards."""
    query = {"ended": "1"} if getattr(request, "staff_session_ended", None) else {}
    path = request.get_full_path()
    if request.method == "GET" and is_desk_page(path):
        query["next"] = path
    elif request.method == "POST" and (address := store_unsent(request, user_id=find_owner(request))):
        query["next"] = address
    return see_other(reverse("desk:sign-in") + (f"?{urlencode(query)}" if query else ""))
