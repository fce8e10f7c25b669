"""The plan shown under a question, as far as it is filled in. Calls no system and stores nothing."""

from typing import Any

from portal.file.visit import Visit
from portal.plans import selectors
from portal.plans.models import Proposal
from portal.plans.request import drafts, presenters
from portal.plans.request.first_date_form import DateForm
from portal.plans.request.forms import OWN, PlanForm
from portal.plans.request.situation import recall_terms
from portal.plans.schedule import make_schedule
from portal.plans.status.plan_presenters import PlanView, present_plan

Preview = tuple[PlanView | None, str]
"""The plan, or what is wrong with it; neither when nothing is filled in."""


def preview_sums(visit: Visit, typed: Any) -> Preview:
    """Under the first question. ``typed``: what was posted."""
    terms = recall_terms(visit)
    if terms is None:
        return None, ""
    form = PlanForm(typed, terms=terms)
    if form.is_none or not form.is_valid():
        is_typed = any(typed.get(name, "").strip() for name in OWN)
        return None, _get_problem(form) if is_typed else ""
    sums = form.get_sums()
    schedule = make_schedule(
        balance_cents=terms.balance_cents,
        monthly_cents=sums.monthly_cents,
        months=sums.months,
        first_on=drafts.get_suggested_day(terms),
        country=terms.country,
    )
    return present_plan(schedule, sums.monthly_cents), ""


def preview_day(visit: Visit, typed: Any, token: str) -> Preview:
    """Under the second question, about the request of that token."""
    try:
        proposal = selectors.get_proposal(visit, token)
    except Proposal.DoesNotExist:
        return None, ""
    form = drafts.make_date_form(visit, proposal, typed)
    if not form.is_valid():
        return None, _get_problem(form) if typed.get("first_on", "").strip() else ""
    return presenters.present_day_of(form, proposal), ""


def _get_problem(form: PlanForm | DateForm) -> str:
    return next((str(message) for messages in form.errors.values() for message in messages), "")
