"""What pages need from the office."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from portal.office.selectors import get_office_face
from portal.office.style import make_office_style

STYLE_CACHE = "public, max-age=31536000, immutable"


@require_safe
def office_style(_request: HttpRequest) -> HttpResponse:
    """The office's colours as a style sheet. Its address holds the colour, so it may be cached for ever."""
    response = HttpResponse(
        make_office_style(get_office_face().accent), content_type="text/css; charset=utf-8"
    )
    response["Cache-Control"] = STYLE_CACHE
    response.is_public = True  # type: ignore[attr-defined]
    return response
