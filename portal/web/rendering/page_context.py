"""What the template of every page gets besides its own values and those of the rooms (settings.py)."""

from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, QueryDict
from django.utils.encoding import escape_uri_path
from django.utils.http import escape_leading_slashes

from portal.web.languages import get_base_language

LANGUAGE_NAMES = dict(settings.LANGUAGES)


def page(request: HttpRequest) -> dict[str, Any]:
    """The languages, and the reference of the request."""
    return {
        "language": get_base_language(),
        "languages": list_language_links(request),
        "request_id": getattr(request, "request_id", ""),
    }


def list_language_links(request: HttpRequest, path: str = "") -> list[dict[str, Any]]:
    """A link in each language to ``path``, or to the page's own address."""
    # "//other.example/" would be another site
    path = escape_leading_slashes(escape_uri_path(path or request.path))
    query = _copy_query(request)
    query.pop("lang", None)
    others, active = query.urlencode(), get_base_language()
    start = f"{path}?{others}&lang=" if others else f"{path}?lang="
    return [
        {"code": code, "name": name, "href": f"{start}{code}", "current": code == active}
        for code, name in LANGUAGE_NAMES.items()
    ]


def _copy_query(request: HttpRequest) -> QueryDict:
    """The query, or an empty one when Django refuses its size: that error page needs links too."""
    try:
        return request.GET.copy()
    except SuspiciousOperation:
        return QueryDict(mutable=True)
