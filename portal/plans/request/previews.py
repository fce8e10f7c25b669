"""The plan under a question, as far as it is filled in. Asks nobody and keeps nothing."""

from django.http import HttpRequest, HttpResponse

from portal.access.session import Defendant
from portal.plans.models import Proposal
from portal.plans.request import drafts, presenters, selectors
from portal.plans.request.first_date_form import DateForm
from portal.plans.request.forms import OWN, PlanForm
from portal.plans.request.presenters import PlanView
from portal.plans.schedule import make_schedule
from portal.web.rendering.render import render_page


def show_preview(request: HttpRequest, defendant: Defendant) -> HttpResponse:
    """The plan as far as it is filled in, or what is wrong with it; nothing when nothing is filled in."""
    token = request.GET.get("of", "")
    plan, problem = _preview_day(request, defendant, token) if token else _preview_sums(request)
    return render_page(request, "plans/preview.html", {"plan": plan, "problem": problem})


def _preview_sums(request: HttpRequest) -> tuple[PlanView | None, str]:
    terms = selectors.recall_terms(request)
    if terms is None:
        return None, ""
    form = PlanForm(request.POST, terms=terms)
    if form.is_none or not form.is_valid():
        is_typed = any(request.POST.get(name, "").strip() for name in OWN)
        return None, _get_problem(form) if is_typed else ""
    sums = form.get_sums()
    schedule = make_schedule(
        balance_cents=terms.balance_cents,
        monthly_cents=sums.monthly_cents,
        months=sums.months,
        first_on=drafts.get_suggested_day(terms),
        country=terms.country,
    )
    return presenters.present_plan(schedule, sums.monthly_cents), ""


def _preview_day(request: HttpRequest, defendant: Defendant, token: str) -> tuple[PlanView | None, str]:
    try:
        proposal = selectors.get_proposal(defendant, token)
    except Proposal.DoesNotExist:
        return None, ""
    form = drafts.make_date_form(request, proposal, request.POST)
    if not form.is_valid():
        return None, _get_problem(form) if request.POST.get("first_on", "").strip() else ""
    return presenters.present_day_of(form, proposal), ""


def _get_problem(form: PlanForm | DateForm) -> str:
    return next((str(message) for messages in form.errors.values() for message in messages), "")
