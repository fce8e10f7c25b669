"""The person's other files, for those who answered the office's second question."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from portal.access.decorators import defendant_required, file_page
from portal.access.file_key import Outcome
from portal.access.letter_keys.keys import find_hash_of_file
from portal.access.services import open_by_hash
from portal.access.session import CHECKED_TWICE_KEY, sign_in
from portal.dossier.facts import OTHER_FILES
from portal.dossier.presenters.gaps import name_gaps
from portal.dossier.presenters.other_files import present_others
from portal.file.facts import FILE_NUMBER
from portal.file.reading import read
from portal.file.visit import Visit
from portal.integrations.context import request_id
from portal.web.redirects import see_page
from portal.web.rendering.render import render_page


@require_http_methods(["GET", "HEAD", "POST"])
@defendant_required
@file_page
def others(request: HttpRequest, visit: Visit) -> HttpResponse:
    """``/file/others/``: number, claimant and balance of each. POST opens one whose letter we printed."""
    if not visit.is_checked_twice:
        raise Http404
    reading = read(visit, OTHER_FILES, FILE_NUMBER)
    found = reading.get(OTHER_FILES)
    is_closed = False
    if request.method == "POST":
        known = {one.file_id for one in found or ()}
        if _open(request, visit, request.POST.get("file", ""), known):
            return see_page("dossier:balance")
        is_closed = True
    context = {
        "gaps": name_gaps(reading.find_missing((OTHER_FILES,)), request_id.get()),
        "open_number": reading.get(FILE_NUMBER) or "",
        "files": None if found is None else present_others(found, party_id=visit.party_id),
        "is_closed": is_closed,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_closed else HTTPStatus.OK
    return render_page(request, "dossier/others.html", context, status=status)


def _open(request: HttpRequest, visit: Visit, file_id: str, known: set[str]) -> bool:
    """Open a file of the list with the link of its own letter, as the person would."""
    letter_hash = find_hash_of_file(file_id=file_id, party_id=visit.party_id) if file_id in known else ""
    if not letter_hash:
        return False
    result = open_by_hash(letter_hash, ip_address=visit.address, is_checked=True)
    access, credential = result.access, result.credential
    if result.outcome is not Outcome.OPENED or access is None or credential is None:
        return False
    if (access.file_id, access.party_id) != (file_id, visit.party_id):
        return False
    sign_in(request, access, credential)
    request.session[CHECKED_TWICE_KEY] = True
    return True
