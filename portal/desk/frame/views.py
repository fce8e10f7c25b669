"""The page of all settings."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from portal.desk.frame.decorators import forbid, staff_required
from portal.desk.frame.navigation import group_settings, list_settings_pages
from portal.web.rendering.render import render_page


@require_safe
@staff_required()
def settings_page(request: HttpRequest) -> HttpResponse:
    """The settings that this person may change; empty without any."""
    pages = list_settings_pages(request.user)
    if not pages:
        return forbid(request, "office.change_office")
    return render_page(request, "desk/settings.html", {"groups": group_settings(pages)})
