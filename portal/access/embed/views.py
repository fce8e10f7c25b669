"""``/embed/``: asks only for the file number, then opens the sign-in page outside the frame.

Nothing secret is typed in a frame, and no cookie is needed there: a fraudulent site gains nothing.
"""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from portal.access.door_settings.selectors import get_door_settings
from portal.access.views import make_sign_in_form, show_sign_in
from portal.web.rendering.render import render_page


@xframe_options_exempt
@require_safe
def embed(request: HttpRequest) -> HttpResponse:
    """The box. Only sites that the office named may frame it, and this site in its settings."""
    doors = get_door_settings()
    response = render_page(request, "access/embed.html", {"file_example": doors.file_example})
    sites = ["'self'", *doors.embed_sites.split()]
    response._csp_replace = {"frame-ancestors": sites}  # type: ignore[attr-defined]
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.is_framed = True  # type: ignore[attr-defined] # its language is that of the page around it
    return response


@csrf_exempt  # it changes nothing: the form that it shows has its own token
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """The sign-in page with the file number filled in."""
    form = make_sign_in_form(request, initial={"file": request.POST.get("file", "")[:80]})
    return show_sign_in(request, form)
