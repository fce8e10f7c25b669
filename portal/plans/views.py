"""Ask to pay in parts: choose, check, send, receipt."""

import time
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from portal.access.decorators import defendant_required
from portal.access.session import Defendant, check_file_mark
from portal.dossier.decorators import for_eyes
from portal.dossier.selectors import get_file_number
from portal.integrations.errors import Unavailable
from portal.plans import pages, selectors, services
from portal.plans.forms import PlanForm, get_typed
from portal.plans.models import Proposal
from portal.plans.refusals import explain_refusal
from portal.plans.selectors import Situation, Terms
from portal.web.visitor import get_ip_address

State = Proposal.State
WAIT_FOR_OTHER_S = 4.0
POLL_S = 0.2


@require_http_methods(["GET", "HEAD", "POST"])
@defendant_required
@for_eyes
def start(request: HttpRequest) -> HttpResponse:
    """What is owed and how it can be paid in parts; a plan that exists comes first."""
    defendant = _get_defendant(request)
    if request.method == "POST":
        check_file_mark(request)
    try:
        situation = selectors.get_situation(request, defendant)
    except Unavailable:
        return pages.show_unavailable(request)
    if request.method == "POST":
        return _take_choice(request, defendant, situation)
    if situation.obstacle:
        return pages.show_obstacle(request, defendant, situation)
    selectors.remember_terms(request, situation.terms)
    return _open_form(request, defendant, situation.terms)


@require_http_methods(["GET", "HEAD", "POST"])
@defendant_required
def check(request: HttpRequest, token: str) -> HttpResponse:
    """The whole plan before anything leaves; POST sends it."""
    defendant = _get_defendant(request)
    proposal = _get_proposal_or_404(defendant, token)
    if request.method == "POST":
        check_file_mark(request)
        return _send(request, defendant, proposal)
    proposal = services.expire_old_draft(proposal)
    if proposal.state != State.DRAFT:
        return _go_on(proposal)
    return pages.show_check(request, proposal)


@require_safe
@defendant_required
def sent(request: HttpRequest, token: str) -> HttpResponse:
    """Where a request is: sent with its receipt, being sent, or not known. Reloading it never sends."""
    defendant = _get_defendant(request)
    proposal = _wait_while_sending(_get_proposal_or_404(defendant, token))
    proposal = services.settle_proposal(proposal, defendant=defendant)
    if proposal.state == State.SENT:
        return pages.show_sent(request, proposal)
    if proposal.state in {State.SENDING, State.UNKNOWN}:
        return pages.show_unknown(request, proposal)
    return _go_on(proposal)


def _take_choice(request: HttpRequest, defendant: Defendant, situation: Situation) -> HttpResponse:
    if situation.obstacle:
        return _see_other("plans:start")
    form = PlanForm(request.POST, terms=situation.terms, today=timezone.localdate())
    if form.is_none:
        return _see_other("dossier:help")
    if not form.is_valid():
        return pages.show_start(request, form, status=422)
    proposal = services.draft_proposal(
        defendant=defendant,
        choice=form.get_choice(),
        balance_cents=situation.balance_cents,
        file_name=get_file_number(request),
    )
    return _see_other("plans:check", token=proposal.token)


def _send(request: HttpRequest, defendant: Defendant, proposal: Proposal) -> HttpResponse:
    visitor_ip = get_ip_address(request)
    try:
        proposal = services.send_proposal(proposal, defendant=defendant, visitor_ip=visitor_ip)
    except services.AlreadyAskedError:
        return _see_other("plans:start")
    except Unavailable:
        proposal = _get_proposal_or_404(defendant, proposal.token)
        return pages.show_check(request, proposal, status=503)
    return _go_on(proposal)


def _go_on(proposal: Proposal) -> HttpResponse:
    """To the page that fits the state of a request."""
    if proposal.state == State.DRAFT:
        return _see_other("plans:check", token=proposal.token)
    if proposal.state in {State.REFUSED, State.EXPIRED}:
        return _see_other("plans:start", query=f"?change={proposal.token}")
    return _see_other("plans:sent", token=proposal.token)


def _open_form(request: HttpRequest, defendant: Defendant, terms: Terms) -> HttpResponse:
    """The form: empty, or as an earlier request that is being changed, with what was wrong with it."""
    today = timezone.localdate()
    proposal = _find_changed(request, defendant)
    if proposal is None:
        return pages.show_start(request, PlanForm(terms=terms, today=today))
    typed = get_typed(proposal)
    if proposal.state == State.REFUSED:
        form = PlanForm(typed, terms=terms, today=today)
        explain_refusal(form, proposal)
        return pages.show_start(request, form)
    notice = "expired" if proposal.state == State.EXPIRED else ""
    return pages.show_start(request, PlanForm(initial=typed, terms=terms, today=today), notice=notice)


def _find_changed(request: HttpRequest, defendant: Defendant) -> Proposal | None:
    try:
        proposal = selectors.get_proposal(defendant, request.GET.get("change", ""))
    except Proposal.DoesNotExist:
        return None
    return proposal if proposal.state in {State.DRAFT, State.REFUSED, State.EXPIRED} else None


def _wait_while_sending(proposal: Proposal) -> Proposal:
    """After a double click the second answer is the one people see: give the first a moment to end."""
    ends_at = time.monotonic() + WAIT_FOR_OTHER_S
    while proposal.state == State.SENDING and not services.is_stuck(proposal) and time.monotonic() < ends_at:
        time.sleep(POLL_S)
        proposal.refresh_from_db()
    return proposal


def _get_proposal_or_404(defendant: Defendant, token: str) -> Proposal:
    try:
        return selectors.get_proposal(defendant, token)
    except Proposal.DoesNotExist as error:
        raise Http404("no such request in this file") from error


def _get_defendant(request: HttpRequest) -> Defendant:
    return cast("Defendant", request.defendant)  # type: ignore[attr-defined]


def _see_other(name: str, *, query: str = "", **kwargs: str) -> HttpResponse:
    response = HttpResponseRedirect(reverse(name, kwargs=kwargs) + query)
    response.status_code = 303
    return response
