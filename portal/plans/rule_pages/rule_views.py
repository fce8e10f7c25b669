"""``/desk/settings/plan-rules/``: the rules for payment plans, changed by two people."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.desk.frame.decorators import staff_required
from portal.desk.guarded.seen import AwayForm
from portal.desk.guarded.views import GuardedPages
from portal.office.models import RuleChange
from portal.office.selectors import get_office, get_office_row
from portal.plans.rule_pages import presenters
from portal.plans.rule_pages.forms import RuleForm
from portal.plans.rule_pages.rule_choices import RULE_WORDING, RULES
from portal.plans.rule_pages.rule_rehearsal import rehearse_rules
from portal.plans.rule_pages.rule_set import Values, make_key, read_rules
from portal.plans.rule_pages.rule_words import CHANGE_RULES, CONFIRM_RULES, VIEW_RULES
from portal.web.rendering.render import render_page

FOR_ALL = "all"
"""How an address names every other file type."""

pages = require_http_methods(["GET", "HEAD", "POST"])


def _present(before: Values, after: Values) -> dict[str, Any]:
    office = get_office()
    return {
        "preview": presenters.preview_rules(office, after),
        "rehearsal": presenters.present_rehearsal(rehearse_rules(office, before, after)),
    }


PAGES: GuardedPages[RuleChange] = GuardedPages(RULES, RULE_WORDING, "plans/rules/change.html", _present)


@require_safe
@staff_required(VIEW_RULES)
def overview(request: HttpRequest) -> HttpResponse:
    """The rules that stand, the change that waits, and all there were."""
    history = PAGES.list_history(request)
    context = {"rules": presenters.present_rules(read_rules(get_office_row())), **history}
    return render_page(request, "plans/rules/overview.html", context, block="list")


@pages
@staff_required(CHANGE_RULES)
def new(request: HttpRequest) -> HttpResponse:
    """Propose one more rule."""
    return _change(request, read_rules(get_office_row()), "")


@pages
@staff_required(CHANGE_RULES)
def rule(request: HttpRequest, type_id: str, from_cents: int) -> HttpResponse:
    """Propose to change a rule, or to take it away."""
    values, key = read_rules(get_office_row()), make_key("" if type_id == FOR_ALL else type_id, from_cents)
    if key not in values:
        raise Http404
    away = AwayForm(request.POST, values=values, key=key) if "away" in request.POST else None
    if away and away.is_valid() and "again" not in request.POST:
        return PAGES.propose(request, away, "plans/rules/check.html", action=request.path)
    return _change(request, values, key, away=away)


@require_safe
@staff_required(VIEW_RULES)
def change(request: HttpRequest, change_id: int) -> HttpResponse:
    """What would change or was changed, and what this person can do about it."""
    return PAGES.show(request, change_id)


@require_POST
@staff_required(CONFIRM_RULES)
def confirm(request: HttpRequest, change_id: int) -> HttpResponse:
    """The second person applies it, with their own password."""
    return PAGES.confirm(request, change_id)


@require_POST
@staff_required(CONFIRM_RULES)
def refuse(request: HttpRequest, change_id: int) -> HttpResponse:
    """The second person says no."""
    return PAGES.refuse(request, change_id)


@require_POST
@staff_required(CHANGE_RULES)
def withdraw(request: HttpRequest, change_id: int) -> HttpResponse:
    """Whoever proposed it takes it back."""
    return PAGES.withdraw(request, change_id)


@pages
@staff_required(CHANGE_RULES)
def back(request: HttpRequest, change_id: int) -> HttpResponse:
    """Propose to undo a change that was confirmed."""
    return PAGES.propose_back(request, change_id, "plans/rules/check.html")


def _change(request: HttpRequest, values: Values, key: str, *, away: AwayForm | None = None) -> HttpResponse:
    is_sent = request.method == "POST" and away is None
    form = RuleForm(request.POST if is_sent else None, values=values, key=key)
    if form.is_valid() and "again" not in request.POST:
        return PAGES.propose(request, form, "plans/rules/check.html", action=request.path)
    context = {
        "form": form,
        "action": request.path,
        "title": presenters.name_rule(key) if key else "",
        "waits": RULES.find_waiting(get_office()) is not None,
    }
    return render_page(request, "plans/rules/rule.html", context, status=422 if form.errors else 200)
