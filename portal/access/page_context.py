"""Who is signed in, for every page."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from portal.access.helper_pass.presenters import present_bar
from portal.access.session import Defendant, get_defendant, session_ends_at
from portal.web.formats import clock


def defendant(request: HttpRequest) -> dict[str, Any]:
    """``defendant``, when the session ends, the bar of a helper, and the file's number once known.

    The number is of the file, so not for a helper who only pays.

    ``session_left``: seconds until it ends unused, whatever is done, and after each use.
    """
    found = _find_defendant(request)
    helper_pass = found.helper_pass if found else None
    bar = present_bar(helper_pass) if helper_pass else None
    shows_file = found is not None and (bar is None or bar.shows_file)
    return {
        "helper": bar,
        "defendant": found,
        "file_number": request.session.get("file_number", "") if shows_file else "",
        "signed_in_until": _format_session_end(request) if found else "",
        "session_left": _count_session_left(request, found) if found else None,
    }


def _find_defendant(request: HttpRequest) -> Defendant | None:
    if not hasattr(request, "session") or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None  # public pages read no session
    return get_defendant(request)


def _count_session_left(request: HttpRequest, found: Defendant) -> tuple[int, int, int]:
    now, idle_s = timezone.now(), settings.DEFENDANT_IDLE_MINUTES * 60
    ends_at = session_ends_at(request) or now
    return _count_seconds(ends_at - now), _count_seconds(found.expires_at - now), idle_s


def _count_seconds(left: timedelta) -> int:
    return max(int(left.total_seconds()), 0)


def _format_session_end(request: HttpRequest) -> str:
    ends_at = session_ends_at(request)
    return clock(ends_at) if ends_at else ""
