"""``/new-link/``: one form, and one answer for everybody."""

import math

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from portal.access.door_settings.selectors import get_door_settings
from portal.access.new_link.forms import NewLinkForm
from portal.access.new_link.services import ask_new_link
from portal.access.presenters import get_file_hint
from portal.web.attempt_throttle import LockedError
from portal.web.http_request.visitor import get_ip_address
from portal.web.pages.error_pages import too_many
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page


@require_http_methods(["GET", "HEAD", "POST"])
def new_link(request: HttpRequest) -> HttpResponse:
    """Asks for the file number and a date or number; says whom to call if the office sends no links."""
    path = reverse("access:new-link")
    if not get_door_settings().new_links:
        return render_page(request, "access/new-link-off.html", language_path=path)
    form = NewLinkForm(request.POST) if request.method == "POST" else NewLinkForm()
    if not form.is_bound or not form.is_valid():
        status = 422 if form.is_bound else 200
        context = {"form": form, "file_hint": get_file_hint()}
        return render_page(request, "access/new-link.html", context, status=status, language_path=path)
    try:
        ask_new_link(**form.cleaned_data, ip_address=get_ip_address(request))
    except LockedError as error:
        return too_many(request, wait_minutes=math.ceil(error.wait_s / 60))
    return see_other(reverse("access:new-link-asked"))


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """The same page for everybody."""
    return render_page(request, "access/new-link-asked.html")
