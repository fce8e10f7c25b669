"""Insights for the office: figures of a period, and whether everybody is treated alike."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.desk.frame.decorators import staff_required
from portal.desk.insight.figures import Subject, list_figures
from portal.desk.insight.periods import list_choices
from portal.desk.insight.presenters import describe, draw_beside, write_figures
from portal.web.rendering.render import render_page
from portal.web.spreadsheet import make_csv_response


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
    choices = list_choices(timezone.now())
    asked = request.GET.get("days", "")
    choice = next((one for one in choices if one.code == asked), choices[0])
    now, before = list_figures(subject, choice.period), list_figures(subject, choice.before)
    figures = draw_beside(now, before, of=choice.period, beside=choice.before)
    if "csv" in request.GET:
        return make_csv_response(write_figures(figures), name=f"{subject}-{choice.code}")
    here = reverse(f"insight:{subject}")
    tabs = [
        {"title": one.title, "href": f"{here}?days={one.code}", "is_current": one is choice}
        for one in choices
    ]
    context = {
        "figures": figures,
        "tabs": tabs,
        "subject": subject,
        "period": describe(choice.period),
        "before": describe(choice.before),
        "download": f"{here}?days={choice.code}&csv",
    }
    return render_page(request, "desk/insight/figures.html", context)
