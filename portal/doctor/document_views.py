"""``/desk/settings/connections/<system>/document/``: the one in use, and how it differs."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.desk.frame.decorators import staff_required
from portal.doctor.connection_views import TITLES, TRY
from portal.doctor.document_in_use import is_described, read_document_in_use
from portal.doctor.system_findings import AWAY, MOVED, NEW, RENAMED
from portal.web.rendering.render import render_page

MOST_LISTED = 200


@require_safe
@staff_required(TRY)
def document(request: HttpRequest, part_id: str) -> HttpResponse:
    """Our document beside the one in use. Calls no system."""
    if not is_described(part_id):
        raise Http404
    setting = f"{part_id.upper()}_OPENAPI"
    is_own = bool(getattr(settings, setting))
    used = read_document_in_use(part_id, is_own=is_own)
    context = {
        "name": str(TITLES.get(part_id, part_id)),
        "is_own": is_own,
        "setting": setting,
        "fault": used.fault,
        "differences": _present(used.differences),
        "faults": used.faults,
        "count": used.count,
    }
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
