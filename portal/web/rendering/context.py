"""What every page's template gets besides its own values."""

from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, QueryDict
from django.utils.encoding import escape_uri_path
from django.utils.http import escape_leading_slashes
from django.utils.translation import get_language

from portal.web.formats import clock

LANGUAGE_NAMES = dict(settings.LANGUAGES)


def page(request: HttpRequest) -> dict[str, Any]:
    """The office, who is signed in, the file's number once known, the languages, and the reference."""
    from portal.office.selectors import get_office_face  # noqa: PLC0415 - the rooms load after their templates

    defendant = _get_defendant(request)
    return {
        "office": get_office_face(),
        "defendant": defendant,
        "file_number": request.session.get("file_number", "") if defendant else "",
        "signed_in_until": _get_session_end(request) if defendant else "",
        "language": get_language() or settings.LANGUAGE_CODE,
        "languages": list_language_links(request),
        "request_id": getattr(request, "request_id", ""),
    }


def list_language_links(request: HttpRequest) -> list[dict[str, Any]]:
    """A link to this page in each language. A view that only takes POST sets ``request.language_path``."""
    path = getattr(request, "language_path", None) or request.path
    path = escape_leading_slashes(escape_uri_path(path))  # "//other.example/" would be another site
    query = _copy_query(request)
    links = []
    for code, name in LANGUAGE_NAMES.items():
        query["lang"] = code
        is_current = code == get_language()
        links.append(
            {"code": code, "name": name, "href": f"{path}?{query.urlencode()}", "current": is_current}
        )
    return links


def _copy_query(request: HttpRequest) -> QueryDict:
    """The query, or an empty one when it is refused for its size: the page that says so needs links too."""
    try:
        return request.GET.copy()
    except SuspiciousOperation:
        return QueryDict(mutable=True)


def _get_defendant(request: HttpRequest) -> Any:
    known = getattr(request, "defendant", None)
    if known is not None:
        return known
    if not hasattr(request, "session") or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None  # public pages read no session
    from portal.access.session import get_defendant  # noqa: PLC0415 - as above

    return get_defendant(request)


def _get_session_end(request: HttpRequest) -> str:
    from portal.access.session import session_ends_at  # noqa: PLC0415 - as above

    ends_at = session_ends_at(request)
    return clock(ends_at) if ends_at else ""
