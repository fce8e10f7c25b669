"""The pages of asking for a plan, filled in. Each takes what the view found out and answers with the page."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from portal.access.session import Defendant
from portal.plans import presenters, selectors
from portal.plans.forms import PlanForm
from portal.plans.models import Proposal
from portal.plans.selectors import Situation
from portal.web.render import render_page


def show_start(request: HttpRequest, form: PlanForm, *, notice: str = "", status: int = 200) -> HttpResponse:
    """The form. ``notice`` is "expired", "away" or ""."""
    context = {
        "form": form,
        "hints": presenters.present_form(form),
        "balance": presenters.present_balance(form.terms.balance_cents),
        "notice": notice,
    }
    return render_page(request, "plans/start.html", context, status=status)


def show_unavailable(request: HttpRequest) -> HttpResponse:
    """The office's system does not answer: what was typed comes back, with the terms last shown."""
    terms = selectors.recall_terms(request) if request.method == "POST" else None
    if terms is None:
        return render_page(request, "plans/unavailable.html", status=503)
    form = PlanForm(initial=request.POST.dict(), terms=terms, today=timezone.localdate())
    return show_start(request, form, notice="away", status=503)


def show_obstacle(request: HttpRequest, defendant: Defendant, situation: Situation) -> HttpResponse:
    """Why no plan can be asked now, and what can be done instead."""
    asked = situation.asked
    is_own = asked is not None and asked.party_id == defendant.party_id
    context = {
        "running": presenters.present_running(situation.facts.running),
        "token": asked.token if asked and is_own else "",
    }
    return render_page(request, f"plans/{situation.obstacle}.html", context)


def show_check(request: HttpRequest, proposal: Proposal, *, status: int = 200) -> HttpResponse:
    """The whole plan before it is sent."""
    context = {
        "plan": presenters.present_proposal(proposal),
        "balance": presenters.present_balance(proposal.balance_cents),
        "token": proposal.token,
        "was_tried": proposal.claimed_at is not None,
    }
    return render_page(request, "plans/check.html", context, status=status)


def show_sent(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """The receipt."""
    return render_page(request, "plans/sent.html", {"receipt": presenters.present_receipt(proposal)})


def show_unknown(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """A request still on its way, or one of which nobody knows whether it arrived."""
    context = {"token": proposal.token, "is_sending": proposal.state == Proposal.State.SENDING}
    return render_page(request, "plans/unknown.html", context)
