"""What the portal keeps about you: read it, take it along, have deleted what may be deleted."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.access.decorators import defendant_required, for_eyes
from portal.file.visit import Visit
from portal.mydata import collection
from portal.mydata.looks import list_looks
from portal.office.selectors import get_office_face
from portal.office.sheet import print_sheet
from portal.web.formats import moment
from portal.web.redirects import see_page
from portal.web.rendering.render import render_page


@require_safe
@defendant_required
@for_eyes
def mine(request: HttpRequest, visit: Visit) -> HttpResponse:
    """``/my-data/``: all of it, until when, and who looked."""
    parts = [
        {
            "title": str(part.keeping.title),
            "code": part.keeping.code,
            "is_removable": part.keeping.is_removable,
            "rows": [(moment(thing.since), thing.words, thing.rule) for thing in part.things],
        }
        for part in collection.collect(visit)
    ]
    looks = [(moment(look.at), look.who, look.what) for look in list_looks(visit.file_id)]
    context = {
        "kinds": parts,
        "empty": [part["title"] for part in parts if not part["rows"]],
        "looks": looks,
        "is_removed": request.GET.get("removed") == "1",
    }
    return render_page(request, "mydata/mine.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@defendant_required
def remove(request: HttpRequest, visit: Visit, kind_id: str) -> HttpResponse:
    """``/my-data/remove/<kind>/``: asks once, then it is gone."""
    keeping = collection.find_removable(kind_id)
    if keeping is None:
        raise Http404("nothing of that kind can be deleted")
    if request.method == "POST":
        collection.remove(visit, keeping)
        return see_page("mydata:mine", query="?removed=1")
    things = collection.list_things(visit, keeping)
    context = {"title": str(keeping.title), "code": kind_id, "words": [thing.words for thing in things]}
    return render_page(request, "mydata/remove.html", context)


@require_safe
@defendant_required
@for_eyes
def as_json(_request: HttpRequest, visit: Visit) -> HttpResponse:
    """``/my-data/my-data.json``: for another program."""
    return HttpResponse(
        collection.write_json(visit),
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="my-data.json"'},
    )


@require_safe
@defendant_required
@for_eyes
def as_paper(_request: HttpRequest, visit: Visit) -> HttpResponse:
    """``/my-data/my-data.pdf``: on paper."""
    content = print_sheet(
        get_office_face(),
        title=_("My data here"),
        parts=collection.list_lines(visit),
        notes=[_("Made on %(moment)s.") % {"moment": moment(timezone.now())}],
        language=get_language() or "nl",
        made_at=timezone.now(),
    )
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": 'attachment; filename="my-data.pdf"'},
    )
