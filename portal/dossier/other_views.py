"""The other files of the same person, for who answered the office's second question."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from portal.access.decorators import defendant_required, file_page
from portal.dossier.facts import OTHER_FILES
from portal.dossier.presenters.gaps import name_gaps
from portal.file.facts import FILE_NUMBER
from portal.file.reading import read
from portal.file.visit import Visit
from portal.integrations.context import request_id
from portal.web.formats import money
from portal.web.rendering.render import render_page


@require_safe
@defendant_required
@file_page
def others(request: HttpRequest, visit: Visit) -> HttpResponse:
    """``/file/others/``: number, claimant and balance of each; each opens by its own letter alone."""
    if not visit.is_checked_twice:
        raise Http404
    reading = read(visit, OTHER_FILES, FILE_NUMBER)
    found = reading.get(OTHER_FILES)
    context = {
        "gaps": name_gaps(reading.find_missing((OTHER_FILES,)), request_id.get()),
        "open_number": reading.get(FILE_NUMBER) or "",
        "files": None
        if found is None
        else [(one.file_name, one.claimant, money(one.defendant_balance_cents)) for one in found],
    }
    return render_page(request, "dossier/others.html", context)
