"""Ask to pay in parts: how much, from when, check, send. Nothing leaves before the last button."""

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.access.decorators import defendant_required, get_signed_in
from portal.access.session import Defendant, check_file_mark
from portal.dossier.decorators import for_eyes
from portal.integrations.errors import Unavailable
from portal.plans.budget.selectors import find_share_cents, takes_protected_income
from portal.plans.models import Proposal, State
from portal.plans.request import drafts, pages, previews, selectors, services
from portal.plans.request.drafts import find_situation
from portal.plans.request.forms import PlanForm
from portal.plans.request.free_text_forms import OtherForm
from portal.plans.request.selectors import Situation
from portal.web.http_request.visitor import get_ip_address
from portal.web.redirects import see_page

AGAIN = "again"
TYPED = "plan_typed_amount"
CHANGEABLE = frozenset(
    {State.DRAFT, State.REFUSED, State.DECLINED, State.WITHDRAWN, State.FAILED, State.EXPIRED}
)


@require_http_methods(["GET", "HEAD", "POST"])
@defendant_required
@for_eyes
def start(request: HttpRequest) -> HttpResponse:
    """``/plan/``: how much a month? What stands in the way comes first."""
    defendant = get_signed_in(request)
    if request.method == "POST":
        check_file_mark(request)
    try:
        situation = find_situation(request, defendant)
    except Unavailable:
        return pages.show_unavailable(request)
    if situation.obstacle and not _may_pass(request, situation):
        return pages.show_obstacle(request, defendant, situation)
    changed = _find_changed(request, defendant)
    if request.method != "POST":
        return pages.show_start(request, situation, pages.fill_in(situation.terms, changed), changed=changed)
    form = PlanForm(request.POST, terms=situation.terms)
    if form.is_none:
        return see_page("plans:none")
    if not form.is_valid():
        request.session[TYPED] = request.POST.get("amount", "")[:40] if form.is_outside else ""
        return pages.show_start(request, situation, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    first_on = changed.first_on if changed else None
    proposal = drafts.draft(request, defendant, situation, form.get_sums(), first_on=first_on)
    return see_page("plans:date", token=proposal.token)


@require_POST
@defendant_required
def preview(request: HttpRequest) -> HttpResponse:
    """``/plan/preview/``: the plan as far as it is filled in. Asks nobody and keeps nothing.

    A POST all the same: amounts never stand in an address.
    """
    check_file_mark(request)
    return previews.show_preview(request, get_signed_in(request))


@require_safe
@defendant_required
def none(request: HttpRequest) -> HttpResponse:
    """``/plan/none/``: the ways on when no choice fits."""
    return pages.show_none(request)


@require_http_methods(["GET", "HEAD", "POST"])
@defendant_required
@for_eyes
def other(request: HttpRequest) -> HttpResponse:
    """``/plan/other/``: an amount outside the rules, with the reason, for a person to look at."""
    defendant = get_signed_in(request)
    if request.method == "POST":
        check_file_mark(request)
    try:
        situation = find_situation(request, defendant)
    except Unavailable:
        return pages.show_unavailable(request)
    if situation.balance_cents <= 0:
        return see_page("plans:start")
    if request.method != "POST":
        form = OtherForm(initial=_recall_other(request, defendant), balance_cents=situation.balance_cents)
        return pages.show_other(request, situation, form)
    form = OtherForm(request.POST, balance_cents=situation.balance_cents)
    if not form.is_valid():
        return pages.show_other(request, situation, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    proposal = drafts.draft(request, defendant, situation, form.get_sums(), words=form.cleaned_data["words"])
    return see_page("plans:date", token=proposal.token)


@require_http_methods(["GET", "HEAD", "POST"])
@defendant_required
def date(request: HttpRequest, token: str) -> HttpResponse:
    """``/plan/date/…``: when is the first part paid? Needs no system of the office."""
    defendant = get_signed_in(request)
    proposal = get_proposal_or_404(defendant, token)
    if request.method == "POST":
        check_file_mark(request)
    proposal = services.expire_old_draft(proposal)
    if proposal.state != State.DRAFT:
        return _leave(proposal)
    form = drafts.make_date_form(request, proposal, request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return pages.show_date(request, proposal, form)
    if not form.is_valid():
        return pages.show_date(request, proposal, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    proposal = drafts.redraft(proposal, first_on=form.get_day())
    return see_page("plans:check", token=proposal.token)


@require_http_methods(["GET", "HEAD", "POST"])
@defendant_required
def check(request: HttpRequest, token: str) -> HttpResponse:
    """``/plan/check/…``: the whole plan before anything leaves; POST sends it."""
    defendant = get_signed_in(request)
    proposal = get_proposal_or_404(defendant, token)
    if request.method == "POST":
        check_file_mark(request)
        return _send(request, defendant, proposal)
    proposal = services.expire_old_draft(proposal)
    if proposal.state != State.DRAFT:
        return _leave(proposal)
    return _show_check(request, defendant, proposal)


def _send(request: HttpRequest, defendant: Defendant, proposal: Proposal) -> HttpResponse:
    supersede = request.POST.get("supersede", "")
    other = selectors.find_current(defendant)
    is_confirmed = other is not None and supersede == other.number and is_own(defendant, other)
    try:
        proposal = services.submit_proposal(
            proposal,
            defendant=defendant,
            visitor_ip=get_ip_address(request),
            supersede=is_confirmed,
            moment=_get_moment(request, defendant, proposal),
        )
    except services.AlreadyAskedError as error:
        if not error.can_supersede or not is_own(defendant, error.other):
            return see_page("plans:start")
        return _show_check(request, defendant, proposal, status=HTTPStatus.CONFLICT)
    return _leave(proposal)


def _show_check(
    request: HttpRequest, defendant: Defendant, proposal: Proposal, *, status: int = 200
) -> HttpResponse:
    other = selectors.find_current(defendant)
    replaced = other if other is not None and is_own(defendant, other) else None
    verdict = services.foresee(proposal, _get_moment(request, defendant, proposal))
    return pages.show_check(request, proposal, verdict, replaced=replaced, status=status)


def _get_moment(request: HttpRequest, defendant: Defendant, proposal: Proposal) -> services.Moment:
    """What is known beside the request itself."""
    is_down = drafts.is_away(request)
    return services.Moment(
        is_below_protected=takes_protected_income(defendant, proposal.monthly_cents),
        is_tagor_down=is_down,
        is_office_closed=not is_down and drafts.is_office_closed(defendant),
    )


def _leave(proposal: Proposal) -> HttpResponse:
    """To where a request that is no draft any more is told of."""
    if proposal.state == State.EXPIRED and proposal.submitted_at is None:
        return see_page("plans:start", query=f"?change={proposal.token}")
    return see_page("plans:sent", token=proposal.token)


def _recall_other(request: HttpRequest, defendant: Defendant) -> dict[str, Any]:
    """What was filled in before: an earlier request, a share of the budget, an amount that was too low."""
    changed = _find_changed(request, defendant)
    if changed:
        return {"amount": changed.monthly_cents, "words": changed.words}
    share = find_share_cents(defendant, request.GET.get("share", ""))
    return {"amount": share or request.session.get(TYPED, "")}


def _may_pass(request: HttpRequest, situation: Situation) -> bool:
    """A plan or a request that exists can be passed on purpose; nothing owed, or nothing offered, cannot."""
    return situation.obstacle in {"running", "asked"} and AGAIN in request.GET


def _find_changed(request: HttpRequest, defendant: Defendant) -> Proposal | None:
    """The own request that is filled in again."""
    try:
        proposal = selectors.get_proposal(defendant, request.GET.get("change", ""))
    except Proposal.DoesNotExist:
        return None
    proposal = services.expire_old_draft(proposal)
    return proposal if proposal.state in CHANGEABLE else None


def is_own(defendant: Defendant, proposal: Proposal) -> bool:
    """Whether this very person asked it, and not another one of the file."""
    return proposal.party_id == defendant.party_id


def get_proposal_or_404(defendant: Defendant, token: str) -> Proposal:
    """A request of this file and party. Raises: Http404."""
    try:
        return selectors.get_proposal(defendant, token)
    except Proposal.DoesNotExist as error:
        raise Http404("no such request in this file") from error
