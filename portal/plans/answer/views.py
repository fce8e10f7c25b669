"""The person's answer to the office: its counter-proposal beside the request, or a question."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.access.decorators import defendant_required
from portal.file.visit import Visit
from portal.plans import selectors
from portal.plans.answer.answers import (
    CounterOverError,
    PlanChangedError,
    accept_counter,
    answer_question,
    decline_counter,
)
from portal.plans.forms import AnswerForm, DeclineForm
from portal.plans.models import Counter, Proposal, State
from portal.plans.request.views import get_proposal_or_404
from portal.plans.status.plan_presenters import present_plan, present_proposal
from portal.plans.status.presenters import describe_undo_time, describe_yes
from portal.plans.transitions import expire_counter
from portal.web import formats
from portal.web.redirects import see_page
from portal.web.rendering.render import render_page

METHODS = ["GET", "HEAD", "POST"]
YES = "yes"


@require_http_methods(METHODS)
@defendant_required
def counter(request: HttpRequest, visit: Visit, token: str) -> HttpResponse:
    """``/plan/offer/…``: the office's plan beside the person's; accept, or decline with a text."""
    proposal = get_proposal_or_404(visit, token)
    offer = selectors.find_open_counter(proposal)
    if offer is None or expire_counter(offer):
        return see_page("plans:sent", token=token)
    if request.method != "POST":
        return _show_counter(request, proposal, offer, DeclineForm())
    if request.POST.get("counter") != str(offer.pk):
        notice = (_("The office has a new proposal"), _("Nothing was sent. Please look at it once more."))
        return _show_counter(
            request, proposal, offer, DeclineForm(), notice=notice, status=HTTPStatus.CONFLICT
        )
    return _take_answer(request, visit, proposal, offer)


@require_http_methods(METHODS)
@defendant_required
def answer(request: HttpRequest, visit: Visit, token: str) -> HttpResponse:
    """``/plan/answer/…``: what the office wants to know, and the answer."""
    proposal = get_proposal_or_404(visit, token)
    if proposal.state != State.ASKED:
        return see_page("plans:sent", token=token)
    if request.method != "POST":
        return _show_question(request, proposal, AnswerForm())
    form = AnswerForm(request.POST)
    if request.POST.get("version") != str(proposal.version):  # another question than the one on that page
        return _show_question(request, proposal, form, is_new=True, status=HTTPStatus.CONFLICT)
    if not form.is_valid():
        return _show_question(request, proposal, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    answer_question(proposal, text=form.cleaned_data["text"])
    return see_page("plans:sent", token=token, query="?done=answered")


def _take_answer(request: HttpRequest, visit: Visit, proposal: Proposal, offer: Counter) -> HttpResponse:
    try:
        if request.POST.get("answer") == YES:
            accept_counter(proposal, visit=visit)
            return see_page("plans:sent", token=proposal.token)
        form = DeclineForm(request.POST)
        if not form.is_valid():
            return _show_counter(request, proposal, offer, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        decline_counter(proposal, text=form.cleaned_data["text"])
    except (CounterOverError, PlanChangedError):
        return see_page("plans:sent", query="?changed=1", token=proposal.token)
    return see_page("plans:sent", token=proposal.token)


def _show_counter(
    request: HttpRequest,
    proposal: Proposal,
    offer: Counter,
    form: DeclineForm,
    *,
    notice: tuple[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "token": proposal.token,
        "counter_id": offer.pk,
        "ours": present_proposal(proposal),
        "theirs": present_plan(offer.get_schedule(), offer.monthly_cents),
        "note": offer.note,
        "yes_means": describe_yes(proposal),
        "undo_until": describe_undo_time(proposal, timezone.now()),
        "expires": _("You can accept it until %(day)s.") % {"day": formats.day(offer.expires_on)},
        "notice": notice,
    }
    return render_page(request, "plans/counter.html", context, status=status)


def _show_question(
    request: HttpRequest, proposal: Proposal, form: AnswerForm, *, is_new: bool = False, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "is_new": is_new,
        "version": proposal.version,
        "token": proposal.token,
        "number": proposal.number,
        "question": proposal.question,
        "plan": present_proposal(proposal),
    }
    return render_page(request, "plans/answer.html", context, status=status)
