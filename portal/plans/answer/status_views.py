"""The page of a request: its state, and taking it back. Viewing it never sends anything."""

from dataclasses import replace
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from portal.access.decorators import defendant_required, for_eyes
from portal.access.helper_pass.scopes import allows_address
from portal.file.visit import Visit
from portal.integrations.errors import IntegrationError
from portal.plans import selectors
from portal.plans.facts import find_criteria, get_plan_facts
from portal.plans.models import Proposal, State
from portal.plans.request import services
from portal.plans.request.views import get_proposal_or_404
from portal.plans.running.plan_news import is_ended
from portal.plans.status.presenters import may_be_refused, present_first_part, present_next, present_state
from portal.plans.status.words import describe_ended
from portal.web.redirects import see_page
from portal.web.rendering.render import render_page


@require_safe
@defendant_required
@for_eyes
def sent(request: HttpRequest, visit: Visit, token: str) -> HttpResponse:
    """``/plan/sent/…``: the current state of a request, as far as it is known."""
    proposal = get_proposal_or_404(visit, token)
    if proposal.state == State.DRAFT:
        return see_page("plans:check", token=token)
    return _show(request, visit, _bring_up_to_date(visit, proposal))


@require_POST
@defendant_required
def undo(request: HttpRequest, visit: Visit, token: str) -> HttpResponse:
    """``/plan/sent/…/undo/``: take it back, while nothing of it has been sent."""
    proposal = get_proposal_or_404(visit, token)
    try:
        services.undo_proposal(proposal)
    except services.TooLateError:
        fresh = get_proposal_or_404(visit, token)
        return _show(request, visit, fresh, is_late=True, status=HTTPStatus.CONFLICT)
    return see_page("plans:sent", token=token)


def _show(
    request: HttpRequest, visit: Visit, proposal: Proposal, *, is_late: bool = False, status: int = 200
) -> HttpResponse:
    may_ask = selectors.may_ask_here(visit)
    criteria = find_criteria(visit) if may_be_refused(proposal) else None
    page = present_state(proposal, now=timezone.now(), may_ask=may_ask, criteria=criteria)
    has_ended = is_ended(proposal)
    if has_ended:
        page = replace(page, words=describe_ended(page.words))
    following = present_next(proposal)
    is_held = "hold" in request.GET or is_late
    context = {
        "page": page,
        "token": proposal.token,
        "is_held": is_held,
        "here": request.get_full_path(),
        "is_late": is_late,
        "is_changed": "changed" in request.GET,
        "is_answered": request.GET.get("done") == "answered",
        "next": following if following and allows_address(visit, following[0]) else None,
        "ways": [way for way in page.ways if allows_address(visit, way[0])],
        "first_part": None if has_ended else present_first_part(proposal),
    }
    return render_page(request, "plans/sent.html", context, block="status", status=status)


def _bring_up_to_date(visit: Visit, proposal: Proposal) -> Proposal:
    """Apply what has changed by date, or at the office without notice to us."""
    proposal = selectors.bring_to_today(proposal)
    if proposal.state != State.SENT:
        return proposal
    try:
        # Not the whole situation: that reads the balance, which writes in the file, and this page refreshes
        # itself.
        return services.notice_answer(proposal, get_plan_facts(visit))
    except IntegrationError:
        return proposal
