"""``/desk/settings/protected-income/``: the figures of each year, changed by two people."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.desk.frame.decorators import staff_required
from portal.desk.guarded.seen import AwayForm
from portal.desk.guarded.views import GuardedPages
from portal.office.models import RuleChange
from portal.office.selectors import get_office, get_office_row
from portal.plans.rule_pages import presenters
from portal.plans.rule_pages.forms import FiguresForm
from portal.plans.rule_pages.protected_set import Values, read_figures
from portal.plans.rule_pages.rule_choices import FIGURE_WORDING, FIGURES
from portal.plans.rule_pages.rule_rehearsal import rehearse_figures
from portal.plans.rule_pages.rule_words import CHANGE_FIGURES, CONFIRM_FIGURES, VIEW_FIGURES
from portal.web.rendering.render import render_page

pages = require_http_methods(["GET", "HEAD", "POST"])


def _present(before: Values, after: Values) -> dict[str, Any]:
    return {
        "preview": presenters.preview_figures(before, after),
        "rehearsal": presenters.present_rehearsal(rehearse_figures(get_office(), before, after)),
    }


PAGES: GuardedPages[RuleChange] = GuardedPages(
    FIGURES, FIGURE_WORDING, "plans/rules/figures-change.html", _present
)


@require_safe
@staff_required(VIEW_FIGURES)
def overview(request: HttpRequest) -> HttpResponse:
    """The figures that stand, the change that waits, and all there were."""
    history = PAGES.list_history(request)
    context = {"years": presenters.present_figures(read_figures(get_office_row())), **history}
    return render_page(request, "plans/rules/figures.html", context, block="list")


@pages
@staff_required(CHANGE_FIGURES)
def new(request: HttpRequest) -> HttpResponse:
    """Propose the figures of one more year."""
    return _change(request, read_figures(get_office_row()), None)


@pages
@staff_required(CHANGE_FIGURES)
def year(request: HttpRequest, year: int) -> HttpResponse:
    """Propose other figures for a year, or to take them away."""
    values = read_figures(get_office_row())
    if str(year) not in values:
        raise Http404
    away = AwayForm(request.POST, values=values, key=str(year)) if "away" in request.POST else None
    if away and away.is_valid() and "again" not in request.POST:
        return PAGES.propose(request, away, "plans/rules/figures-check.html", action=request.path)
    return _change(request, values, year, away=away)


@require_safe
@staff_required(VIEW_FIGURES)
def change(request: HttpRequest, change_id: int) -> HttpResponse:
    """What would change or was changed, and what this person can do about it."""
    return PAGES.show(request, change_id)


@require_POST
@staff_required(CONFIRM_FIGURES)
def confirm(request: HttpRequest, change_id: int) -> HttpResponse:
    """The second person applies it, with their own password."""
    return PAGES.confirm(request, change_id)


@require_POST
@staff_required(CONFIRM_FIGURES)
def refuse(request: HttpRequest, change_id: int) -> HttpResponse:
    """The second person says no."""
    return PAGES.refuse(request, change_id)


@require_POST
@staff_required(CHANGE_FIGURES)
def withdraw(request: HttpRequest, change_id: int) -> HttpResponse:
    """Whoever proposed it takes it back."""
    return PAGES.withdraw(request, change_id)


@pages
@staff_required(CHANGE_FIGURES)
def back(request: HttpRequest, change_id: int) -> HttpResponse:
    """Propose to undo a change that was confirmed."""
    return PAGES.propose_back(request, change_id, "plans/rules/figures-check.html")


def _change(
    request: HttpRequest, values: Values, of_year: int | None, *, away: AwayForm | None = None
) -> HttpResponse:
    is_sent = request.method == "POST" and away is None
    form = FiguresForm(request.POST if is_sent else None, values=values, year=of_year)
    if form.is_valid() and "again" not in request.POST:
        return PAGES.propose(request, form, "plans/rules/figures-check.html", action=request.path)
    context = {
        "form": form,
        "action": request.path,
        "title": presenters.name_year(str(of_year)) if of_year else "",
        "waits": FIGURES.find_waiting(get_office()) is not None,
    }
    return render_page(request, "plans/rules/figures-year.html", context, status=422 if form.errors else 200)
