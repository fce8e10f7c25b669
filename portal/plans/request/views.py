"""Pages for paying in parts: how much, from when, check, send. Nothing is sent before the last button."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.access.decorators import FileView, defendant_required, for_eyes
from portal.file.visit import Visit
from portal.integrations.errors import Rejected, Unavailable, UnexpectedResponse
from portal.plans import selectors
from portal.plans.budget.selectors import find_budget, find_share_cents, judge_protection
from portal.plans.facts import find_criteria
from portal.plans.models import Counter, Proposal, State
from portal.plans.request import drafts, pages, previews, services
from portal.plans.request.forms import PlanForm
from portal.plans.request.free_text_forms import OtherForm
from portal.plans.request.situation import Situation, get_situation
from portal.plans.rules.decision_table import OUTSIDE
from portal.plans.status.plan_presenters import present_asked
from portal.web.redirects import see_page
from portal.web.rendering.render import render_part

AGAIN = "again"
AWAY, TYPED = "plan_away", "plan_typed_amount"
CHANGEABLE = frozenset(
    {State.DRAFT, State.REFUSED, State.DECLINED, State.WITHDRAWN, State.FAILED, State.EXPIRED}
)


def _leads_on_when_away(view: Callable[[HttpRequest, Visit], HttpResponse]) -> FileView[[]]:
    """When Tagor does not answer as it should, looking shows the ways on.

    What was posted ends as everywhere, and is kept.
    """

    @wraps(view)
    def guarded(request: HttpRequest, visit: Visit) -> HttpResponse:
        try:
            return view(request, visit)
        except (Unavailable, UnexpectedResponse, Rejected) as error:
            if request.method == "POST":
                raise
            return pages.show_unavailable(request, visit, is_faulty=not isinstance(error, Unavailable))

    return guarded


@require_http_methods(["GET", "HEAD", "POST"])
@defendant_required
@for_eyes
@_leads_on_when_away
def start(request: HttpRequest, visit: Visit) -> HttpResponse:
    """``/plan/``: how much a month? What stands in the way comes first."""
    situation, changed = _find_situation(request, visit), _find_changed(request, visit)
    share_cents = find_share_cents(visit, request.GET.get("share", ""))
    again = _get_again(changed) if changed else None
    proposed = share_cents or (again.monthly_cents if again and again is not changed else 0)
    if proposed and _is_for_office(situation, proposed):
        return see_page("plans:other", query=f"?{request.GET.urlencode()}")
    if situation.obstacle and not _may_pass(request, situation):
        return pages.show_obstacle(request, visit, situation)
    if request.method != "POST":
        form = pages.fill_in(situation.terms, again, share_cents=share_cents)
        plan = present_asked(changed) if changed and again is changed else None
        if form.initial and plan is None:
            plan = previews.preview_sums(visit, form.initial)[0]
        return pages.show_start(request, visit, situation, form, changed=changed, plan=plan)
    form = PlanForm(request.POST, terms=situation.terms)
    if form.is_none:
        return see_page("plans:none")
    if not form.is_valid():
        request.session[TYPED] = request.POST.get("amount", "")[:40] if form.is_outside else ""
        return pages.show_start(request, visit, situation, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    first_on = changed.first_on if changed else None
    proposal = drafts.draft(visit, situation, form.get_sums(), first_on=first_on)
    return see_page("plans:date", token=proposal.token)


@require_POST
@defendant_required
def preview(request: HttpRequest, visit: Visit) -> HttpResponse:
    """``/plan/preview/``: the plan as far as it is filled in. Asks nobody and keeps nothing.

    It is a POST all the same, because amounts must not appear in a URL.
    """
    token = request.GET.get("of", "")
    typed = request.POST
    plan, problem = (
        previews.preview_day(visit, typed, token) if token else previews.preview_sums(visit, typed)
    )
    page = "plans/date.html" if token else "plans/start.html"
    return render_part(request, page, "preview", {"plan": plan, "problem": problem})


@require_safe
@defendant_required
def none(request: HttpRequest, visit: Visit) -> HttpResponse:
    """``/plan/none/``: the ways on when no choice fits. Makes no call."""
    if not selectors.may_ask_here(visit):
        return see_page("plans:start")
    return pages.show_none(request, visit)


@require_http_methods(["GET", "HEAD", "POST"])
@defendant_required
@for_eyes
@_leads_on_when_away
def other(request: HttpRequest, visit: Visit) -> HttpResponse:
    """``/plan/other/``: an amount outside the rules, with the reason, for a person to look at."""
    situation = _find_situation(request, visit)
    if not situation.may_be_asked:
        return see_page("plans:start")
    if request.method != "POST":
        initial = _recall_other(request, visit, most_cents=situation.balance_cents)
        form = OtherForm(initial=initial, balance_cents=situation.balance_cents)
        return pages.show_other(request, visit, situation, form)
    form = OtherForm(request.POST, balance_cents=situation.balance_cents)
    if not form.is_valid():
        return pages.show_other(request, visit, situation, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    proposal = drafts.draft(visit, situation, form.get_sums(), words=form.cleaned_data["words"])
    return see_page("plans:date", token=proposal.token)


@require_http_methods(["GET", "HEAD", "POST"])
@defendant_required
def date(request: HttpRequest, visit: Visit, token: str) -> HttpResponse:
    """``/plan/date/…``: when is the first part paid? Needs no system of the office."""
    proposal = get_proposal_or_404(visit, token)
    proposal = services.expire_old_draft(proposal)
    if proposal.state != State.DRAFT:
        return _leave(proposal)
    form = drafts.make_date_form(visit, proposal, request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return pages.show_date(request, proposal, form)
    if not form.is_valid():
        return pages.show_date(request, proposal, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    proposal = drafts.redraft(proposal, first_on=form.get_day())
    return see_page("plans:check", token=proposal.token)


@require_http_methods(["GET", "HEAD", "POST"])
@defendant_required
def check(request: HttpRequest, visit: Visit, token: str) -> HttpResponse:
    """``/plan/check/…``: the whole plan before anything leaves; POST sends it."""
    proposal = get_proposal_or_404(visit, token)
    if proposal.state == State.DRAFT and not request.session.get(AWAY) and drafts.is_file_stopped(visit):
        return see_page("plans:start")
    if request.method == "POST":
        return _send(request, visit, proposal)
    proposal = services.expire_old_draft(proposal)
    if proposal.state != State.DRAFT:
        return _leave(proposal)
    return _show_check(request, visit, proposal)


def _find_situation(request: HttpRequest, visit: Visit) -> Situation:
    """As ``get_situation``. Whether Tagor was away then is what the check page goes by."""
    situation = get_situation(visit)
    if situation.is_away != bool(request.session.get(AWAY)):
        request.session[AWAY] = situation.is_away
    return situation


def _send(request: HttpRequest, visit: Visit, proposal: Proposal) -> HttpResponse:
    supersede = request.POST.get("supersede", "")
    other = selectors.find_current(visit)
    is_confirmed = other is not None and supersede == other.number and is_own(visit, other)
    try:
        proposal = services.submit_proposal(
            proposal,
            visit=visit,
            supersede=is_confirmed,
            moment=_get_moment(request, visit, proposal),
        )
    except services.AlreadyAskedError as error:
        if not error.can_supersede or not is_own(visit, error.other):
            return see_page("plans:start")
        return _show_check(request, visit, proposal, status=HTTPStatus.CONFLICT)
    return _leave(proposal)


def _show_check(request: HttpRequest, visit: Visit, proposal: Proposal, *, status: int = 200) -> HttpResponse:
    other = selectors.find_current(visit)
    replaced = other if other is not None and is_own(visit, other) else None
    verdict = services.foresee(proposal, _get_moment(request, visit, proposal))
    is_outside = verdict.outcome in OUTSIDE and not request.session.get(AWAY)
    return pages.show_check(
        request,
        proposal,
        verdict,
        replaced=replaced,
        criteria=find_criteria(visit) if is_outside else None,
        status=status,
    )


def _get_moment(request: HttpRequest, visit: Visit, proposal: Proposal) -> services.Moment:
    """What is known beside the request itself."""
    is_down = bool(request.session.get(AWAY))
    return services.Moment(
        **judge_protection(find_budget(visit), proposal.monthly_cents)._asdict(),
        is_tagor_down=is_down,
        is_office_closed=not is_down and drafts.is_office_closed(visit),
    )


def _leave(proposal: Proposal) -> HttpResponse:
    """Redirect to the page about a request that is no longer a draft."""
    if proposal.state == State.EXPIRED and proposal.submitted_at is None:
        return see_page("plans:start", query=f"?change={proposal.token}")
    return see_page("plans:sent", token=proposal.token)


def _recall_other(request: HttpRequest, visit: Visit, *, most_cents: int) -> dict[str, Any]:
    """What was filled in before: an earlier request, a share of the budget, an amount that was too low."""
    changed = _find_changed(request, visit)
    if changed:
        return {"amount": _get_again(changed).monthly_cents, "words": changed.words}
    share = find_share_cents(visit, request.GET.get("share", ""))
    return {"amount": min(share, most_cents) if share else request.session.get(TYPED, "")}


def _get_again(changed: Proposal) -> Proposal | Counter:
    """What is filled in again: what the office proposed, when only the person's answer came too late."""
    lapsed = selectors.find_lapsed_counter(changed) if changed.state == State.EXPIRED else None
    return lapsed or changed


def _is_for_office(situation: Situation, cents: int) -> bool:
    """Whether an amount is outside the rules, so that only a person can agree to it."""
    if situation.obstacle == "closed":
        return situation.may_be_asked
    return not situation.obstacle and cents < PlanForm(terms=situation.terms).lowest_cents


def _may_pass(request: HttpRequest, situation: Situation) -> bool:
    """An existing plan or request can be passed deliberately; what speaks against any plan cannot."""
    is_passable = situation.obstacle in {"running", "asked"} and situation.may_be_asked
    return is_passable and AGAIN in request.GET


def _find_changed(request: HttpRequest, visit: Visit) -> Proposal | None:
    """The own request that is filled in again."""
    try:
        proposal = selectors.get_proposal(visit, request.GET.get("change", ""))
    except Proposal.DoesNotExist:
        return None
    proposal = services.expire_old_draft(proposal)
    return proposal if proposal.state in CHANGEABLE else None


def is_own(visit: Visit, proposal: Proposal) -> bool:
    """Whether this person made the request, and not another one of the file."""
    return proposal.party_id == visit.party_id


def get_proposal_or_404(visit: Visit, token: str) -> Proposal:
    """A request of this file and party. Raises: Http404."""
    try:
        return selectors.get_proposal(visit, token)
    except Proposal.DoesNotExist as error:
        raise Http404("no such request in this file") from error
