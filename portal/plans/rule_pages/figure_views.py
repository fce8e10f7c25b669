"""``/desk/settings/protected-income/``: the figures of each year, changed by two people."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from portal.desk.frame.decorators import staff_required
from portal.desk.guarded.views import GuardedPages, get_or_post
from portal.office.models import RuleChange
from portal.office.selectors import get_office, get_office_row
from portal.plans.rule_pages import presenters
from portal.plans.rule_pages.forms import FiguresForm
from portal.plans.rule_pages.protected_set import Values, read_figures
from portal.plans.rule_pages.rule_choices import FIGURE_WORDING, FIGURES
from portal.plans.rule_pages.rule_rehearsal import rehearse_figures
from portal.plans.rule_pages.rule_words import CHANGE_FIGURES, VIEW_FIGURES
from portal.web.rendering.render import render_page


def _present(before: Values, after: Values) -> dict[str, Any]:
    return {
        "preview": presenters.preview_figures(before, after),
        "rehearsal": presenters.present_rehearsal(rehearse_figures(get_office(), before, after)),
    }


PAGES: GuardedPages[RuleChange] = GuardedPages(
    FIGURES, FIGURE_WORDING, "plans/rules/figures-change.html", "plans/rules/figures-check.html", _present
)


@require_safe
@staff_required(VIEW_FIGURES)
def overview(request: HttpRequest) -> HttpResponse:
    """The figures that stand, the change that waits, and all there were."""
    history = PAGES.list_history(request)
    context = {"years": presenters.present_figures(read_figures(get_office_row())), **history}
    return render_page(request, "plans/rules/figures.html", context, block="list")


@get_or_post
@staff_required(CHANGE_FIGURES)
def new(request: HttpRequest) -> HttpResponse:
    """Propose the figures of one more year."""
    return _fill_in(request, read_figures(get_office_row()), None)


@get_or_post
@staff_required(CHANGE_FIGURES)
def year(request: HttpRequest, year: int) -> HttpResponse:
    """Propose other figures for a year, or to take them away."""
    values = read_figures(get_office_row())
    away = PAGES.find_away(request, values, str(year))
    return PAGES.propose(request, away) if away else _fill_in(request, values, year)


def _fill_in(request: HttpRequest, values: Values, of_year: int | None) -> HttpResponse:
    title = presenters.name_year(str(of_year)) if of_year else ""
    return PAGES.fill_in(
        request,
        lambda data: FiguresForm(data, values=values, year=of_year),
        "plans/rules/figures-year.html",
        title=title,
    )
