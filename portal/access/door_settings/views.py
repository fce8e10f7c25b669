"""``/desk/settings/doors/``: codes, second check, new links, and the box for the office's own site."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from portal.access.door_settings.forms import DoorSettingsForm
from portal.access.door_settings.selectors import forget_door_settings, get_door_settings
from portal.access.door_settings.services import get_row, save_door_settings
from portal.audit.actors import Actor
from portal.desk.frame.decorators import staff_required
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("access.change_doorsettings")
def door_settings(request: HttpRequest) -> HttpResponse:
    """One form, and under it what to copy for the office's own site."""
    form = DoorSettingsForm(request.POST if request.method == "POST" else None, instance=get_row())
    if form.is_bound and form.is_valid():
        save_door_settings(form.instance, by=Actor.staff(request.user))
        forget_door_settings()
        return see_other(reverse("door-settings:change"))
    status = 422 if form.errors else 200
    context = {"form": form, "snippets": _list_snippets(), "has_sites": bool(get_door_settings().embed_sites)}
    response = render_page(
        request, "access/door-settings.html", context, status=status, language_path=request.path
    )
    # The previews are frames of this very site.
    response._csp_update = {"frame-src": ["'self'"]}  # type: ignore[attr-defined]
    return response


def _list_snippets() -> list[dict[str, str]]:
    """A button and a box for each language, as HTML to copy."""
    found = []
    for code, name in settings.LANGUAGES:
        with override(code):
            words = _("See and settle what you owe")
            box = f"{reverse('access:embed')}?lang={code}"
            home = f"{settings.PORTAL_URL}/?lang={code}"
            found.append(
                {
                    "code": code,
                    "name": str(name),
                    "preview": box,
                    "title": words,
                    "button": f'<a href="{home}" hreflang="{code}">{words}</a>',
                    "box": (
                        f'<iframe src="{settings.PORTAL_URL}{box}" title="{words}" '
                        'width="320" height="340" loading="lazy"></iframe>'
                    ),
                }
            )
    return found
