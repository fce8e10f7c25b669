"""The timeline of a file, and its days to come as a calendar file."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.access.decorators import defendant_required, file_page
from portal.access.helper_pass.scopes import allows_address
from portal.dossier.course import get_course
from portal.dossier.dates import make_dates
from portal.dossier.presenters.gaps import name_gaps
from portal.dossier.presenters.timeline import list_coming, present_timeline
from portal.file.visit import Visit
from portal.integrations.context import request_id
from portal.web.rendering.render import render_page


@require_safe
@defendant_required
@file_page
def timeline(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What happened, what comes next, and until when one can act."""
    course = get_course(visit)
    page = present_timeline(course, now=timezone.now(), may_open=partial(allows_address, visit))
    gaps = list(dict.fromkeys(name_gaps(course.missing, request_id.get()).values()))
    return render_page(request, "dossier/timeline.html", {"page": page, "gaps": gaps})


@require_safe
@defendant_required
@file_page
def timeline_calendar(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The days to come, as a calendar file; back to the timeline when there are none."""
    del request
    now = timezone.now()
    content = make_dates(list_coming(get_course(visit), now=now), file_id=visit.file_id, now=now)
    if not content:
        return redirect("dossier:timeline")
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="dates.ics"'
    return response
