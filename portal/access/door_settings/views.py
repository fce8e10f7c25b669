"""``/desk/settings/doors/``: codes, second check, new links, and the box for the office's own site."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_http_methods

from portal.access.door_settings.forms import DoorSettingsForm
from portal.access.door_settings.models import DoorSettings
from portal.access.door_settings.selectors import forget_door_settings, get_door_settings
from portal.desk.choosing.comparison import list_plain_differences
from portal.desk.choosing.row_choice import list_labels, make_column_formatter, read_row, write_row
from portal.desk.choosing.single_choice import SingleChoice
from portal.desk.choosing.views import ChoicePages
from portal.desk.frame.decorators import staff_required

NAMES = DoorSettingsForm.names


PAGES = ChoicePages(
    SingleChoice(
        "door-settings", read_row(DoorSettings, NAMES), write_row(DoorSettings), forget_door_settings
    ),
    gettext_lazy("Letters and sign-in"),
    "access/door-settings.html",
    DoorSettingsForm,
    list_plain_differences(list_labels(DoorSettings, NAMES), make_column_formatter(DoorSettings)),
)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("access.change_doorsettings")
def door_settings(request: HttpRequest) -> HttpResponse:
    """The form, and under it what to copy for the office's own site."""
    has_sites = bool(get_door_settings().embed_sites)
    response = PAGES.show(request, snippets=_list_snippets(), has_sites=has_sites)
    # The previews are frames of our own site.
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
