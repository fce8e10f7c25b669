"""The plan that runs: what is next, how to pay it, the standing order, the calendar, asking for a change."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.access.decorators import defendant_required, file_page
from portal.access.helper_pass.scopes import without_closed_link
from portal.file.news import make_stopped_news
from portal.file.visit import Visit
from portal.payments.owing import may_ask_plan, recall_owing
from portal.payments.pages.before_paying import list_before_paying
from portal.plans.reminders.selectors import is_offered
from portal.plans.running.calendar import make_calendar
from portal.plans.running.plan_news import find_news, note_running
from portal.plans.running.presenters import (
    list_coming,
    present_agreed,
    present_running,
    present_standing_order,
)
from portal.plans.tagor.reading import Running, get_running
from portal.web.redirects import see_page
from portal.web.rendering.render import render_page


@require_safe
@defendant_required
@file_page
def running(request: HttpRequest, visit: Visit) -> HttpResponse:
    """``/plan/running/``: the plan, next payment first. Without one: what can be done instead.

    Of a stopped file: what was agreed, and no way to pay it before the office is asked.
    """
    known = get_running(visit)
    if known is None:
        return render_page(request, "plans/running-away.html", status=503)
    if known.is_running and not known.is_old:
        note_running(visit.file_id)
    if known.is_running and known.is_stopped:
        stopped = without_closed_link(visit, make_stopped_news())
        context: dict[str, Any] = {"agreed": present_agreed(known), "news": [stopped]}
        return render_page(request, "plans/running-stopped.html", context)
    news = None if known.is_old else find_news(visit.file_id, known.plan)
    owing = recall_owing(visit)
    before = list_before_paying(visit, owing) if owing else []
    if not known.is_running:
        context = {
            "is_asked": known.is_asked,
            "news": news,
            "state_news": before,
            "may_ask_plan": may_ask_plan(owing, is_in_person=visit.is_in_person) and not known.is_stopped,
            "may_be_asked": (owing is None or owing.may_be_asked) and not known.is_stopped,
        }
        return render_page(request, "plans/running-none.html", context)
    page = present_running(known, file_id=visit.file_id, owing=owing)
    context = {
        "running": known,
        "news": news,
        "state_news": before,
        "page": page,
        "has_reminders": is_offered(),
    }
    return render_page(request, "plans/running.html", context)


@require_safe
@defendant_required
@file_page
def standing_order(request: HttpRequest, visit: Visit) -> HttpResponse:
    """``/plan/running/standing-order/``: what to type at the bank, on one sheet."""
    known = _find_with_payments(visit)
    order = present_standing_order(known, file_id=visit.file_id) if known else None
    if order is None:
        return see_page("plans:running")
    return render_page(request, "plans/running-order.html", {"order": order})


@require_safe
@defendant_required
@file_page
def calendar(_request: HttpRequest, visit: Visit) -> HttpResponse:
    """``/plan/running/calendar.ics``: every payment to come, for somebody's own calendar."""
    known = _find_with_payments(visit)
    if known is None or not list_coming(known):  # an empty calendar says that nothing is to be paid
        return see_page("plans:running")
    content = make_calendar(known.payments or (), file_id=visit.file_id, now=timezone.now())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="calendar.ics"'
    return response


def _find_with_payments(visit: Visit) -> Running | None:
    """The plan, when one runs that may be paid, and its days are known."""
    known = get_running(visit)
    may_be_paid = known is not None and known.is_running and not known.is_stopped
    return known if known and may_be_paid and known.payments else None
