"""The defendant's pages for staff: view-only, marked, and with each view recorded in the trail."""

import inspect
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from portal.access.preview import make_preview_request
from portal.audit.actors import Actor
from portal.audit.services import record
from portal.desk.case.decorators import case_door
from portal.dossier.desk.frozen import freeze
from portal.dossier.desk.selectors import Standing, get_standing, make_visit
from portal.file.visit import Visit
from portal.web.pages.page_deadlines import get_person_page_end
from portal.web.rendering.render import render_page

PAGES = ("balance", "lines", "timeline", "history", "documents")
"""Read-only pages; each is the view of that name in this room."""


@require_safe
@case_door("desk.see_as_debtor")
def show(request: HttpRequest, file_id: str, page: str) -> HttpResponse:
    """One page. ``?party=``: the id of the defendant in whose place one looks, where there are several."""
    view = _find_view(page)
    if view is None:
        raise Http404
    party_id = request.GET.get("party", "")[:30]
    standing = get_standing(file_id, party_id=party_id)
    if request.method == "GET":
        details = {"page": page}
        record("case-seen-as-debtor", by=Actor.staff(request.user), file_id=file_id, details=details)
    deadline = get_person_page_end()
    key = f"preview-{request.session.session_key}"
    visit = make_visit(standing, file_id=file_id, session_key=key, deadline=deadline)
    made = _make_page(request, view, visit)
    query = f"?party={standing.chosen.party_id}" if party_id else ""
    html = freeze(
        made.content.decode(),
        lead=lambda href: _lead(href, request, file_id, query),
        head=render_page(request, "dossier/desk/_head.html").content.decode(),
        top=_render_top(request, standing, file_id, page),
    )
    return HttpResponse(html, status=made.status_code)


def _find_view(page: str) -> Any:
    try:
        return resolve(reverse(f"dossier:{page}")).func if page in PAGES else None
    except NoReverseMatch:
        return None


def _make_page(request: HttpRequest, view: Any, visit: Visit) -> HttpResponse:
    """The page itself, behind its doors: those ask for the defendant's own sign-in."""
    shown = make_preview_request(request, file_id=visit.file_id, party_id=visit.party_id)
    made: HttpResponse = inspect.unwrap(view)(shown, visit)
    return made


def _render_top(request: HttpRequest, standing: Standing, file_id: str, page: str) -> str:
    titles = {
        "balance": pgettext("of a person", "File"),
        "lines": _("Lines"),
        "timeline": _("Timeline"),
        "history": pgettext("of a file", "History"),
        "documents": _("Documents"),
    }
    here = reverse("debtor:page", args=[file_id, page])
    context = {
        "number": standing.number,
        "name": standing.chosen.name,
        "case_href": reverse("case:case", args=[file_id]),
        "tabs": [(titles[name], _address(file_id, name), name == page) for name in PAGES if _find_view(name)],
        "others": [
            (one.name, f"{here}?party={one.party_id}")
            for one in standing.defendants
            if one.party_id != standing.chosen.party_id
        ],
    }
    return render_page(request, "dossier/desk/_top.html", context).content.decode()


def _lead(href: str, request: HttpRequest, file_id: str, query: str) -> str:
    """The same page within the preview; its language links as they are; "" for everything else."""
    path, _mark, asked = href.partition("?")
    if path == request.path:
        return href
    try:
        match = resolve(path)
    except Resolver404:
        return ""
    if match.namespace != "dossier" or match.url_name not in PAGES or match.kwargs:
        return ""
    number = asked.removeprefix("page=")
    paged = f"page={number}" if number.isalnum() and asked.startswith("page=") else ""
    address = _address(file_id, match.url_name)
    parts = [part for part in (query.removeprefix("?"), paged) if part]
    return address + ("?" + "&".join(parts) if parts else "")


def _address(file_id: str, page: str) -> str:
    if page == "balance":
        return reverse("debtor:balance", args=[file_id])
    return reverse("debtor:page", args=[file_id, page])
