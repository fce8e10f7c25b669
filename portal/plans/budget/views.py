"""A short budget: eight numbers on one page, then the result. Companies are sent elsewhere."""

import re

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.access.decorators import defendant_required
from portal.dossier.debt_help import NETHERLANDS, find_country, list_debt_help
from portal.file.facts import OWN_PARTY
from portal.file.reading import read
from portal.file.visit import Visit
from portal.office.selectors import get_office
from portal.payments.owing import may_ask_plan, recall_owing
from portal.plans.budget.forms import BudgetForm
from portal.plans.budget.presenters import present_budget
from portal.plans.budget.selectors import find_budget
from portal.plans.budget.services import remove_budget, store_budget
from portal.plans.selectors import may_ask_here
from portal.web.redirects import see_page
from portal.web.rendering.render import render_page

REQUEST = "budget_request"
TOKEN = re.compile(r"[\w-]{20,64}")


@require_http_methods(["GET", "HEAD", "POST"])
@defendant_required
def start(request: HttpRequest, visit: Visit) -> HttpResponse:
    """``/plan/budget/``: the numbers, empty or as they were given before.

    ``?request=``: the plan request to come back to.
    """
    if TOKEN.fullmatch(token := request.GET.get("request", "")):
        request.session[REQUEST] = token
    country = find_country(get_office().iban)
    own = read(visit, OWN_PARTY).get(OWN_PARTY)
    if own is not None and own.is_company:
        return render_page(request, "plans/budget/company.html", {"helpers": list_debt_help(visit)})
    is_dutch = country == NETHERLANDS
    if request.method == "POST":
        form = BudgetForm(request.POST, is_dutch=is_dutch)
        if form.is_valid():
            store_budget(visit, form.get_numbers())
            return see_page("budget:result")
        return render_page(request, "plans/budget/start.html", {"form": form, "kept": None}, status=422)
    kept = find_budget(visit)
    form = BudgetForm(is_dutch=is_dutch, kept=kept.numbers if kept else None)
    return render_page(request, "plans/budget/start.html", {"form": form, "kept": kept})


@require_safe
@defendant_required
def result(request: HttpRequest, visit: Visit) -> HttpResponse:
    """``/plan/budget/result/``: what is left, and what can be asked."""
    budget = find_budget(visit)
    if budget is None:
        return see_page("budget:start")
    owing = recall_owing(visit)
    may_ask = may_ask_plan(owing, is_in_person=visit.is_in_person)
    most_cents = 0 if not may_ask else owing.left_cents if owing else None
    context = {
        "view": present_budget(budget, most_cents=most_cents),
        "may_ask_plan": may_ask,
        "token": request.session.get(REQUEST, ""),
        "helpers": list_debt_help(visit),
    }
    return render_page(request, "plans/budget/result.html", context)


@require_POST
@defendant_required
def remove(_request: HttpRequest, visit: Visit) -> HttpResponse:
    """``/plan/budget/remove/``: one press, and the numbers are gone."""
    remove_budget(visit)
    return see_page("budget:removed")


@require_safe
@defendant_required
def removed(request: HttpRequest, visit: Visit) -> HttpResponse:
    """``/plan/budget/removed/``: a confirmation, with links to go on."""
    return render_page(request, "plans/budget/removed.html", {"may_ask_plan": may_ask_here(visit)})
