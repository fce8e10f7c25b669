"""One box for everything. What was typed waits sealed in the session, never in an address."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from portal.audit.actors import Actor
from portal.audit.services import record
from portal.desk.case.contributions import list_files_acts
from portal.desk.case.opened import list_pinned, list_recent
from portal.desk.frame.decorators import staff_required
from portal.desk.frame.searching import searched
from portal.desk.search import selectors
from portal.desk.search.sources import LONGEST, Asked
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page

MOST_RECENT = 15


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("desk.search_files")
@searched("text")
def search(request: HttpRequest) -> HttpResponse:
    """What the words find; on to what is called just so when there is nothing else."""
    text = " ".join(request.GET.get("text", "").replace("\x00", "").split())[:LONGEST]
    if not text or request.method == "HEAD":
        return _show(request, text, [])
    groups = selectors.search(text, user=request.user)
    found = sum(len(group.hits) for group in groups)
    record("desk-searched", by=Actor.staff(request.user), details={"found": found})
    only = selectors.find_only(groups)
    return see_other(only.href) if only is not None else _show(request, text, groups)


def _wants_whole_name(text: str, groups: list[selectors.Group]) -> bool:
    """Whether one word found no file: Tagor knows a name by its beginning, often the first name."""
    found = any(hit.file_name for group in groups for hit in group.hits)
    return not found and len(text.split()) == 1 and Asked(text, None).is_name


def _show(request: HttpRequest, text: str, groups: list[selectors.Group]) -> HttpResponse:
    context = {
        "text": text,
        "groups": groups,
        "pinned": list_pinned(request.user),
        "recent": list_recent(request.user)[:MOST_RECENT],
        "acts": list_files_acts(request.user),
        "again": request.get_full_path(),
        "wants_whole_name": _wants_whole_name(text, groups),
    }
    path = reverse("search:search")
    return render_page(request, "desk/search/search.html", context, language_path=path)
