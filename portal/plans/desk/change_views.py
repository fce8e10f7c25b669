"""Staff answer requests to change a plan: agree, propose something else, ask, or say no."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.audit.actors import Actor
from portal.desk.frame.decorators import forbid, staff_required
from portal.integrations.errors import IntegrationError
from portal.plans.answer import decisions
from portal.plans.answer.two_people import RELEASE, Decider, FirstOfTwo, SamePersonError
from portal.plans.desk import change_presenters as presenters
from portal.plans.desk.change_forms import AgreeForm, OfferForm
from portal.plans.desk.change_plans import (
    BY_PLAN,
    ChangeGround,
    OpenRequestError,
    collect_change_ground,
    make_plan_of,
)
from portal.plans.desk.forms import CounterForm, SeenForm, TextForm
from portal.plans.desk.presenters import describe_unsavable, present_counter
from portal.plans.desk.work import DECIDE
from portal.plans.models import ChangeRequest, Proposal
from portal.plans.running import change_answers as answers
from portal.plans.running.change_steps import STEPS, ChangeMovedError
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page

VIEW = "plans.view_proposal"
ANSWERS = {"ask": ChangeRequest.Answer.ASKED, "decline": ChangeRequest.Answer.DECLINED}
WRONG, STALE = HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.CONFLICT
pages = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@staff_required(VIEW)
def change_page(request: HttpRequest, change_id: int) -> HttpResponse:
    """``/desk/plans/changes/<id>/``: one request, and how it can be answered."""
    return _show(request, _get(change_id), done=request.GET.get("done", ""))


@require_POST
@staff_required(DECIDE)
def agree(request: HttpRequest, change_id: int) -> HttpResponse:
    """Agree; what needs a new plan becomes a request for one, which replaces the plan that was shown."""
    change = _get(change_id)
    if change.answer != ChangeRequest.Answer.WAITING:
        return _show(request, change, problem=_get_changed_text(), status=STALE)
    form = AgreeForm(request.POST, change=change)
    if not form.is_valid():
        return _show(request, change, forms={"agree": form}, status=WRONG)
    seen = form.cleaned_data
    if change.kind in BY_PLAN:
        return _agree_to_plan(request, change, seen)
    return _answer(
        request,
        change,
        "agree",
        lambda by: answers.agree_to_change(change, by=by, version=seen["version"], words=seen["text"]),
    )


@require_POST
@staff_required(DECIDE)
def ask(request: HttpRequest, change_id: int) -> HttpResponse:
    """A question to the person."""
    return _write(request, _get(change_id), "ask", answers.ask_about_change, name="question")


@require_POST
@staff_required(DECIDE)
def decline(request: HttpRequest, change_id: int) -> HttpResponse:
    """No, with a reason."""
    return _write(request, _get(change_id), "decline", answers.decline_change, name="reason")


@pages
@staff_required(DECIDE)
def offer(request: HttpRequest, change_id: int) -> HttpResponse:
    """Another day for one payment; shown as a preview before the person gets it."""
    change = _get(change_id)
    view = presenters.present_change(collect_change_ground(change), **_powers(request))
    if not view.can_offer:
        return see_other(_address(change))
    seen = {"version": change.version, "seen_state": change.answer}
    form = OfferForm(request.POST if request.method == "POST" else None, initial=seen)
    if not form.is_valid():
        return _show_form(request, view, form, "offer")
    data = form.cleaned_data
    terms = {"later_on": data["later_on"], "until": data["until"], "words": data["text"]}
    if "send" not in request.POST:
        reads = presenters.read_offer(change, **terms)
        return _show_form(request, view, form, "offer", reads=reads)
    return _answer(
        request,
        change,
        "offer",
        lambda by: answers.offer_day(change, by=by, version=data["version"], **terms),
    )


@pages
@staff_required(RELEASE)
def counter(request: HttpRequest, change_id: int) -> HttpResponse:
    """Another plan than the running one; shown in full before the person gets it."""
    change = _get(change_id)
    ground = collect_change_ground(change)
    view = presenters.present_change(ground, **_powers(request))
    if not view.can_plan or ground.plan is None:
        return see_other(_address(change))
    plan = ground.plan.proposal
    seen = {"version": change.version, "seen_state": change.answer, "shown_plan": ground.mark}
    form = CounterForm(
        request.POST if request.method == "POST" else None,
        proposal=plan,
        criteria=ground.plan.criteria,
        initial=seen,
    )
    if not form.is_valid():
        return _show_form(request, view, form, "counter")
    shown, reads = present_counter(plan, form.terms)
    if "send" not in request.POST:
        return _show_form(request, view, form, "counter", plan=shown, reads=reads)
    data, terms = form.cleaned_data, form.terms
    return _make_plan(
        request,
        ground,
        data,
        "counter",
        lambda made, by: decisions.counter_proposal(
            made, by=by, version=made.version, shown_plan=data["shown_plan"], **terms
        ),
    )


def _agree_to_plan(request: HttpRequest, change: ChangeRequest, seen: dict[str, Any]) -> HttpResponse:
    if not request.user.has_perm(RELEASE):
        return forbid(request, RELEASE)
    ground = collect_change_ground(change)
    if ground.plan is not None and ground.plan.refusal:
        plan = ground.plan
        error = decisions.UnsavableError(plan.refusal, plan.proposal, plan.criteria)
        problem = describe_unsavable(error)
        return _show(request, change, problem=problem, status=STALE)
    return _make_plan(
        request,
        ground,
        seen,
        "release",
        lambda made, by: decisions.release_proposal(
            made, by=by, version=made.version, shown_plan=seen["shown_plan"]
        ),
    )


def _make_plan(
    request: HttpRequest,
    ground: ChangeGround,
    seen: dict[str, Any],
    act: str,
    decide: Callable[[Proposal, Decider], object],
) -> HttpResponse:
    """A request for the new plan, decided at once; if something prevents that, it stays in the queue."""
    change, by = ground.change, Decider.of(request.user)
    if ground.is_away:
        return _show_away(request, change)
    if ground.plan is None or seen["shown_plan"] != ground.mark:
        return _show(request, change, problem=_get_changed_text(), status=STALE)
    try:
        made = make_plan_of(change, ground.plan.proposal, by=by, version=seen["version"])
    except (ChangeMovedError, OpenRequestError):
        return _show(request, _get(change.pk), problem=_get_changed_text(), status=STALE)
    try:
        decide(made, by)
    except FirstOfTwo:
        act = "first"
    except (
        SamePersonError,
        decisions.ChangedError,
        decisions.InvalidCounterError,
        decisions.UnsavableError,
        IntegrationError,
    ):
        act = "made"
    return see_other(f"{reverse('plan-desk:request', args=[made.pk])}?done={act}")


def _write(
    request: HttpRequest, change: ChangeRequest, act: str, answer: Callable[..., object], *, name: str
) -> HttpResponse:
    if ANSWERS[act] not in STEPS[change.answer]:
        return _show(request, change, problem=_get_changed_text(), status=STALE)
    form = TextForm(request.POST)
    if not form.is_valid():
        return _show(request, change, forms={act: form}, status=WRONG)
    seen = form.cleaned_data
    return _answer(
        request,
        change,
        act,
        lambda by: answer(change, by=by, version=seen["version"], **{name: seen["text"]}),
    )


def _answer(
    request: HttpRequest, change: ChangeRequest, act: str, answer: Callable[[Actor], object]
) -> HttpResponse:
    try:
        answer(Actor.staff(request.user))
    except answers.InvalidOfferError:
        return see_other(reverse("plan-desk:change-offer", args=[change.pk]))
    except ChangeMovedError:
        return _show(request, _get(change.pk), problem=_get_changed_text(), status=STALE)
    return see_other(f"{_address(change)}?done={act}")


def _show(
    request: HttpRequest,
    change: ChangeRequest,
    *,
    forms: dict[str, SeenForm] | None = None,
    problem: tuple[str, str] | None = None,
    done: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    given = forms or {}
    context = {
        "page": presenters.present_change(collect_change_ground(change), **_powers(request)),
        "agree_form": given.get("agree") or AgreeForm(change=change),
        "ask_form": given.get("ask") or TextForm(label=_("Your question")),
        "decline_form": given.get("decline") or TextForm(label=_("Your reason")),
        "is_stale": any("version" in form.errors for form in given.values()),
        "problem": problem,
        "done": presenters.describe_decision(done),
    }
    return render_page(
        request,
        "plans/desk/change.html",
        context,
        block="work_item",
        status=status,
        language_path=_address(change),
    )


def _show_form(request: HttpRequest, view: Any, form: Any, act: str, **shown: Any) -> HttpResponse:
    path = reverse(f"plan-desk:change-{act}", args=[view.change_id])
    back = reverse("plan-desk:change", args=[view.change_id])
    context = {
        "page": view,
        "asked": view.line,
        "form": form,
        "plan": None,
        "reads": None,
        "action": path,
        "back": back,
        **shown,
    }
    status = WRONG if form.errors else HTTPStatus.OK
    template = {"counter": "plans/desk/counter.html", "offer": "plans/desk/change-offer.html"}[act]
    return render_page(request, template, context, status=status, language_path=path)


def _get_changed_text() -> tuple[str, str]:
    return _("Nothing was decided: something has changed"), _("Look at it below, and decide again.")


def _show_away(request: HttpRequest, change: ChangeRequest) -> HttpResponse:
    problem = (_("Nothing was decided: Tagor does not answer"), _("Try again in some minutes."))
    return _show(request, change, problem=problem, status=HTTPStatus.SERVICE_UNAVAILABLE)


def _powers(request: HttpRequest) -> dict[str, Any]:
    user = request.user
    return {"reader": user, "may_decide": user.has_perm(DECIDE), "may_release": user.has_perm(RELEASE)}


def _address(change: ChangeRequest) -> str:
    return reverse("plan-desk:change", args=[change.pk])


def _get(change_id: int) -> ChangeRequest:
    """A request that was sent off. Raises: Http404."""
    sent = ChangeRequest.objects.select_related("office", "plan").exclude(state=ChangeRequest.State.DRAFT)
    found = sent.filter(pk=change_id).first() if change_id < 2**63 else None
    if found is None:
        raise Http404
    return found
