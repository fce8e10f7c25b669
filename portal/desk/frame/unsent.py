"""What staff typed into a form that outlasted their session: they find it again after signing in."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase

from portal.desk.frame.desk_pages import is_desk_page
from portal.web.http_request.kept_typing import KEY, find_typing, get_address, move_typing, store_typing
from portal.web.redirects import see_other
from portal.web.session_keys import TYPING_OF_KEY


def note_owner(request: HttpRequest, *, user_id: int) -> None:
    """They signed out, perhaps in another tab than where they type."""
    request.session[TYPING_OF_KEY] = user_id


def find_owner(request: HttpRequest) -> int | None:
    """Whose session ended here; None when nobody’s did."""
    ended_for: int | None = getattr(request, "staff_session_ended", None)
    return ended_for or request.session.get(TYPING_OF_KEY)


def store_unsent(request: HttpRequest, *, user_id: int | None) -> str:
    """Keep the posted form for this person. The address that shows it again; "" when nothing is kept."""
    if user_id is None or not is_desk_page(request.path):
        return ""
    store_typing(request, request.path)
    typing = find_typing(request)
    if typing is None:
        return ""
    request.session[TYPING_OF_KEY] = user_id
    return get_address(typing)


def is_kept(request: HttpRequest) -> bool:
    """Whether something typed waits for its person to sign in."""
    return TYPING_OF_KEY in request.session and find_typing(request) is not None


def begin_session(request: HttpRequest, user: Any) -> None:
    """Another session, with nothing of the one before but what this very person typed."""
    is_own = request.session.get(TYPING_OF_KEY) == user.pk
    kept = {key: request.session[key] for key in (KEY, TYPING_OF_KEY) if is_own and key in request.session}
    request.session.flush()
    request.session.update(kept)


def show_on_page(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """A form that is sent to an address without a page is shown again on the page above it."""
    if response.status_code != 405 or request.method != "GET" or TYPING_OF_KEY not in request.session:
        return response
    typing = find_typing(request)
    if typing is None or typing.path != request.path:
        return response
    above = request.path
    while above.count("/") > 2:
        above = above.rstrip("/").rpartition("/")[0] + "/"
        if is_desk_page(above):
            return see_other(move_typing(request, above))
    return response
