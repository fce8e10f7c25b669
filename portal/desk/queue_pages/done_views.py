"""The list of what was done."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal.desk.frame.decorators import forbid, staff_required
from portal.desk.queue_pages.done import ROWS_PER_PAGE, list_done, present_done
from portal.desk.work import WORK, list_work
from portal.web.paging import Pager
from portal.web.rendering.render import render_page

MINE, ALL = "mine", "all"
LARGEST = 2**62


@require_safe
@staff_required()
def done(request: HttpRequest) -> HttpResponse:
    """What I or the team did: newest first, each row linked to its file."""
    works = list_work(request.user)
    if not works:
        return forbid(request, WORK.collect()[0].permission)
    whose = ALL if request.GET.get("whose") == ALL else MINE
    kinds = [(work.kind, str(work.title)) for work in works if work.done_by]
    asked = request.GET.get("kind", "")
    kind = asked if asked in dict(kinds) else ""
    number = request.GET.get("before", "")
    before = int(number) if number.isascii() and number.isdecimal() and int(number) < LARGEST else None
    events = list_done(request.user, is_mine=whose == MINE, kind=kind, before=before)
    shown = events[:ROWS_PER_PAGE]
    address, codes = reverse("desk:work-done"), {"whose": whose, "kind": kind}
    has_more = len(events) > ROWS_PER_PAGE
    context = {
        "rows": present_done(shown),
        "whose": whose,
        "kind": kind,
        "kinds": kinds,
        "is_narrowed": whose != MINE or bool(kind),
        "pager": Pager(
            words="",
            previous_href=f"{address}?{urlencode(codes)}" if before else "",
            next_href=f"{address}?{urlencode({**codes, 'before': shown[-1].number})}" if has_more else "",
        ),
    }
    return render_page(request, "desk/queue/done.html", context, block="list")
