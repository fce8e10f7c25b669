"""What pages need from the office."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from portal.office.models import StoredPicture
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


@require_safe
def office_picture(_request: HttpRequest, digest: str) -> HttpResponse:
    """A picture that the office stored. Its address tells what it shows, so it may be cached for ever."""
    found = StoredPicture.objects.filter(digest=digest).first()
    if found is None:
        raise Http404
    response = HttpResponse(bytes(found.content), content_type="image/png")
    response["Cache-Control"] = STYLE_CACHE
    response.is_public = True  # type: ignore[attr-defined]
    return response
