"""``/desk/settings/plan-rules/``: the rules for payment plans, changed by two people."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from portal.desk.frame.decorators import staff_required
from portal.desk.guarded.views import GuardedPages, get_or_post
from portal.office.models import RuleChange
from portal.office.selectors import get_office, get_office_row
from portal.plans.rule_pages import presenters
from portal.plans.rule_pages.forms import RuleForm
from portal.plans.rule_pages.rule_choices import RULE_WORDING, RULES
from portal.plans.rule_pages.rule_rehearsal import rehearse_rules
from portal.plans.rule_pages.rule_set import Values, make_key, read_rules
from portal.plans.rule_pages.rule_words import CHANGE_RULES, VIEW_RULES
from portal.web.rendering.render import render_page

FOR_ALL = "all"
"""How an address names every other file type."""


def _present(before: Values, after: Values) -> dict[str, Any]:
    office = get_office()
    return {
        "preview": presenters.preview_rules(office, after),
        "rehearsal": presenters.present_rehearsal(rehearse_rules(office, before, after)),
    }


PAGES: GuardedPages[RuleChange] = GuardedPages(
    RULES, RULE_WORDING, "plans/rules/change.html", "plans/rules/check.html", _present
)


@require_safe
@staff_required(VIEW_RULES)
def overview(request: HttpRequest) -> HttpResponse:
    """The rules that stand, the change that waits, and all there were."""
    history = PAGES.list_history(request)
    context = {"rules": presenters.present_rules(read_rules(get_office_row())), **history}
    return render_page(request, "plans/rules/overview.html", context, block="list")


@get_or_post
@staff_required(CHANGE_RULES)
def new(request: HttpRequest) -> HttpResponse:
    """Propose one more rule."""
    return _fill_in(request, read_rules(get_office_row()), "")


@get_or_post
@staff_required(CHANGE_RULES)
def rule(request: HttpRequest, type_id: str, from_cents: int) -> HttpResponse:
    """Propose to change a rule, or to take it away."""
    values, key = read_rules(get_office_row()), make_key("" if type_id == FOR_ALL else type_id, from_cents)
    away = PAGES.find_away(request, values, key)
    return PAGES.propose(request, away) if away else _fill_in(request, values, key)


def _fill_in(request: HttpRequest, values: Values, key: str) -> HttpResponse:
    title = presenters.name_rule(key) if key else ""
    return PAGES.fill_in(
        request, lambda data: RuleForm(data, values=values, key=key), "plans/rules/rule.html", title=title
    )
