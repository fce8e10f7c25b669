"""One box for everything. What was typed stands in the session, never in an address."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from portal.audit.actors import Actor
from portal.audit.services import record
from portal.desk.case.opened import list_pinned, list_recent
from portal.desk.frame.decorators import staff_required
from portal.desk.search import selectors
from portal.desk.search.sources import LONGEST
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page

SEARCHED = "desk_search"
MOST_RECENT = 15


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("desk.search_files")
def search(request: HttpRequest) -> HttpResponse:
    """POST keeps the words, and goes on to what is called just so; GET shows what they find."""
    if request.method == "POST":
        return _begin(request)
    text = str(request.session.get(SEARCHED, ""))
    groups = selectors.search(text, user=request.user) if text and request.method == "GET" else []
    return _show(request, text, groups)


def _begin(request: HttpRequest) -> HttpResponse:
    text = " ".join(request.POST.get("text", "").replace("\x00", "").split())[:LONGEST]
    request.session[SEARCHED] = text
    if not text:
        return see_other(reverse("search:search"))
    groups = selectors.search(text, user=request.user)
    found = sum(len(group.hits) for group in groups)
    record("desk-searched", by=Actor.staff(request.user), details={"found": found})
    only = selectors.find_only(groups)
    if only is not None:
        return see_other(only.href)
    return _show(request, text, groups)


def _show(request: HttpRequest, text: str, groups: list[selectors.Group]) -> HttpResponse:
    context = {
        "text": text,
        "groups": groups,
        "pinned": list_pinned(request.user),
        "recent": list_recent(request.user)[:MOST_RECENT],
        "is_away": any(group.away for group in groups),
    }
    path = reverse("search:search")
    return render_page(request, "desk/search/search.html", context, language_path=path)
