"""Insights for the office: figures of a period, and whether everybody is treated alike."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.desk.frame.decorators import staff_required
from portal.desk.insight.figures import Period, Subject, list_figures
from portal.desk.insight.presenters import draw
from portal.web.rendering.render import render_page

DAYS = (30, 90, 365)


@require_safe
@staff_required("desk.view_insight")
def numbers(request: HttpRequest) -> HttpResponse:
    """Requests, answers and payments."""
    return _show(request, "numbers")


@require_safe
@staff_required("desk.view_insight")
def fairness(request: HttpRequest) -> HttpResponse:
    """By language and way in; proposals that take protected income; time to an answer; where people stop."""
    return _show(request, "fairness")


def _show(request: HttpRequest, subject: Subject) -> HttpResponse:
    asked = request.GET.get("days", "")
    days = next((one for one in DAYS if str(one) == asked), DAYS[0])
    now = timezone.now()
    figures = list_figures(subject, Period(now - timedelta(days=days), now))
    here = reverse(f"insight:{subject}")
    tabs = [
        {
            "title": _("The last %(num)s days") % {"num": one},
            "href": f"{here}?days={one}",
            "is_current": one == days,
        }
        for one in DAYS
    ]
    context = {"figures": [draw(figure) for figure in figures], "tabs": tabs, "subject": subject}
    return render_page(request, "desk/insight/figures.html", context)
