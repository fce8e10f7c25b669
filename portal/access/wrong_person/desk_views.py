"""The desk's pages of reports that a letter reached somebody else."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.access.wrong_person.models import WrongPersonPaper, WrongPersonReport
from portal.access.wrong_person.papers import read_paper
from portal.access.wrong_person.presenters import find_file_href, present_report, present_row
from portal.access.wrong_person.services import close_report, open_paper
from portal.audit.actors import Actor
from portal.desk.frame.decorators import staff_required
from portal.web.paging import make_pager_of
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page

ROWS_PER_PAGE = 50
TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg"}
handles = staff_required("access.handle_wrong_person")


@require_safe
@handles
def reports(request: HttpRequest) -> HttpResponse:
    """Those that wait, or those dealt with."""
    chosen = "closed" if request.GET.get("state") == "closed" else "open"
    found = WrongPersonReport.objects.filter(state=chosen).order_by("made_at" if chosen == "open" else "-pk")
    page = Paginator(found, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    address = reverse("wrong-person:reports")
    titles = {"open": _("To look at"), "closed": _("Dealt with")}
    context = {
        "rows": [present_row(report) for report in page],
        "tabs": [
            {"title": title, "href": f"{address}?state={state}", "is_current": state == chosen}
            for state, title in titles.items()
        ],
        "pager": make_pager_of(page, lambda number: f"{address}?state={chosen}&page={number}"),
    }
    return render_page(request, "access/reports.html", context, block="list")


@require_safe
@handles
def report(request: HttpRequest, report_id: int) -> HttpResponse:
    """One report with its papers."""
    found = _get(report_id)
    papers = [
        (paper.get_kind_display(), reverse("wrong-person:paper", args=[found.pk, paper.pk]))
        for paper in found.papers.defer("content_sealed").order_by("pk")
    ]
    context = {
        "report": found,
        "facts": present_report(found),
        "file_href": find_file_href(found) if request.user.has_perm("desk.view_case") else "",
        "papers": papers,
        "is_open": found.state == WrongPersonReport.State.OPEN,
    }
    return render_page(request, "access/report.html", context)


@require_POST
@handles
def close(request: HttpRequest, report_id: int) -> HttpResponse:
    """Dealt with."""
    close_report(_get(report_id), by=Actor.staff(request.user))
    return see_other(reverse("wrong-person:reports"))


@require_safe
@handles
def paper(request: HttpRequest, report_id: int, paper_id: int) -> HttpResponse:
    """A paper, to save: never shown on this site itself."""
    del request
    found = WrongPersonPaper.objects.filter(pk=paper_id, report_id=report_id).first()
    text = open_paper(found) if found else None
    if found is None or text is None:
        raise Http404
    response = HttpResponse(read_paper(text), content_type=TYPES[found.kind])
    response["Content-Disposition"] = f'attachment; filename="paper-{found.pk}.{found.kind}"'
    return response


def _get(report_id: int) -> WrongPersonReport:
    found = WrongPersonReport.objects.select_related("closed_by").filter(pk=report_id).first()
    if found is None:
        raise Http404
    return found
