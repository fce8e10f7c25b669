"""``/desk/settings/connections/<system>/document/``: the one in use, and how it differs."""

from typing import Any, get_args

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal import registry
from portal.desk.frame.decorators import staff_required
from portal.doctor.connection_views import TITLES, TRY
from portal.doctor.system_findings import AWAY, MOVED, NEW, RENAMED, compare
from portal.integrations.openapi import DocumentError, check_document
from portal.web.rendering.render import render_page

MOST_LISTED = 200


@require_safe
@staff_required(TRY)
def document(request: HttpRequest, part_id: str) -> HttpResponse:
    """Our document beside the one in use. Calls no system."""
    if part_id not in get_args(registry.Described):
        raise Http404
    system: Any = part_id
    setting = f"{part_id.upper()}_OPENAPI"
    context: dict[str, Any] = {
        "name": str(TITLES.get(part_id, part_id)),
        "is_own": bool(getattr(settings, setting)),
        "setting": setting,
        "fault": "",
        "differences": [],
        "faults": (),
        "count": 0,
    }
    try:
        used = registry.document(system)
        context["faults"] = check_document(used)
        context["count"] = len(used.operations)
        if context["is_own"]:
            ours = registry.get_our_document(part_id)
            context["differences"] = _present(compare(used, ours))
    except DocumentError as error:
        context["fault"] = str(error)
    return render_page(request, "doctor/document.html", context)


def _present(found: dict[str, set[str]]) -> list[tuple[str, str, list[str]]]:
    """Each kind of difference: its heading, what it means, and the ids of the operations."""
    words = {
        AWAY: (_("Not in it"), _("The portal has pages for these, and they do not work.")),
        NEW: (_("Only in it"), _("These have pages too, with names from the document.")),
        MOVED: (
            _("At another address"),
            _("The same name leads elsewhere. The portal goes there."),
        ),
        RENAMED: (_("Under another name"), _("The same call. Nothing to do.")),
    }
    return [(*words[kind], sorted(ids)[:MOST_LISTED]) for kind, ids in found.items() if ids]
