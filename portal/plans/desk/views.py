"""Staff decide about requests: agree, release, propose something else, ask, or say no."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.desk.frame.decorators import forbid, staff_required
from portal.integrations.errors import IntegrationError
from portal.plans.answer import decisions
from portal.plans.answer.two_people import RELEASE, Decider, FirstOfTwo, SamePersonError
from portal.plans.desk import presenters
from portal.plans.desk.board import present_board
from portal.plans.desk.forms import CounterForm, SeenForm, TextForm
from portal.plans.desk.running_board import present_running_plans
from portal.plans.desk.selectors import collect_ground, find_request
from portal.plans.desk.work import DECIDE
from portal.plans.models import Proposal
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page

VIEW = "plans.view_proposal"
Decide = Callable[[Decider], object]


@require_safe
@staff_required(VIEW)
def board(request: HttpRequest) -> HttpResponse:
    """``/desk/plans/``: how many requests are in which state, and their total."""
    context = {"columns": present_board(), "plans": present_running_plans()}
    return render_page(request, "plans/desk/board.html", context)


@require_safe
@staff_required(VIEW)
def request_page(request: HttpRequest, request_id: int) -> HttpResponse:
    """``/desk/plans/<id>/``: one request, and what can be decided."""
    return _show(request, _get(request_id), done=request.GET.get("done", ""))


@require_POST
@staff_required(DECIDE)
def approve(request: HttpRequest, request_id: int) -> HttpResponse:
    """The office agrees."""
    return _decide(
        request,
        _get(request_id),
        "approve",
        lambda found, seen, by: decisions.approve_proposal(found, by=by, version=seen["version"]),
    )


@require_POST
@staff_required(DECIDE)
def release(request: HttpRequest, request_id: int) -> HttpResponse:
    """Let it replace the plan that was shown."""
    return _decide(
        request,
        _get(request_id),
        "release",
        lambda found, seen, by: decisions.release_proposal(
            found, by=by, version=seen["version"], shown_plan=seen["shown_plan"]
        ),
    )


@require_POST
@staff_required(DECIDE)
def confirm(request: HttpRequest, request_id: int) -> HttpResponse:
    """What a colleague proposed as the first of two people, by the second."""
    return _decide(
        request,
        _get(request_id),
        "counter",
        lambda found, seen, by: decisions.confirm_counter(
            found, by=by, version=seen["version"], shown_plan=seen["shown_plan"]
        ),
    )


@require_POST
@staff_required(DECIDE)
def ask(request: HttpRequest, request_id: int) -> HttpResponse:
    """A question to the person."""
    return _decide(
        request,
        _get(request_id),
        "ask",
        lambda found, seen, by: decisions.ask_about_proposal(
            found, by=by, version=seen["version"], question=seen["text"]
        ),
        form_class=TextForm,
    )


@require_POST
@staff_required(DECIDE)
def decline(request: HttpRequest, request_id: int) -> HttpResponse:
    """No, with a reason."""
    return _decide(
        request,
        _get(request_id),
        "decline",
        lambda found, seen, by: decisions.refuse_proposal(
            found, by=by, version=seen["version"], reason=seen["text"]
        ),
        form_class=TextForm,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(DECIDE)
def counter(request: HttpRequest, request_id: int) -> HttpResponse:
    """``/desk/plans/<id>/counter/``: another plan; it is shown whole before the person gets it."""
    found = _get(request_id)
    is_posted = request.method == "POST"
    if is_posted and not decisions.is_open_to(found, "counter"):
        return _show_standstill(request, found)
    ground = collect_ground(found)
    view = presenters.present_request(ground, request.user, **_powers(request))
    if not is_posted and not view.can_counter:
        return see_other(reverse("plan-desk:request", args=[found.pk]))
    seen = {"version": found.version, "seen_state": found.state, "shown_plan": view.shown_plan}
    form = CounterForm(
        request.POST if is_posted else None, proposal=found, criteria=ground.criteria, initial=seen
    )
    if not form.is_valid():
        return _show_counter(request, view, form)
    plan, reads = presenters.present_counter(found, form.terms)
    if "send" not in request.POST:
        return _show_counter(request, view, form, plan=plan, reads=reads)
    data = form.cleaned_data
    return _run(
        request,
        found,
        "counter",
        lambda by: decisions.counter_proposal(
            found, by=by, version=data["version"], shown_plan=data["shown_plan"], **form.terms
        ),
        seen_state=data["seen_state"],
    )


def _decide(
    request: HttpRequest,
    found: Proposal,
    act: str,
    decide: Callable[[Proposal, dict[str, Any], Decider], object],
    *,
    form_class: type[SeenForm] = SeenForm,
) -> HttpResponse:
    if not decisions.is_open_to(found, act):
        return _show_standstill(request, found)
    form = form_class(request.POST)
    if not form.is_valid():
        return _show(request, found, forms={act: form}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    seen = form.cleaned_data
    return _run(request, found, act, lambda by: decide(found, seen, by), seen_state=seen["seen_state"])


def _run(request: HttpRequest, found: Proposal, act: str, decide: Decide, *, seen_state: str) -> HttpResponse:
    """Decide, then redirect to the receipt; or show the page again with the reason."""
    status = HTTPStatus.CONFLICT
    try:
        decide(Decider.of(request.user))
    except FirstOfTwo:
        return _go_on(found, "first")
    except PermissionDenied:
        return forbid(request, RELEASE)
    except SamePersonError:
        problem = (_("You agreed already"), _("Another person must agree as well."))
    except decisions.InvalidCounterError:
        problem = (_("Nothing was decided"), _("The days of the proposal are no longer ahead."))
    except decisions.UnsavableError as error:
        problem = presenters.describe_unsavable(error)
    except decisions.ChangedError as error:
        found = _get(found.pk)
        problem = presenters.explain_change(error.reason, seen_state, found)
    except IntegrationError:
        problem = (_("Nothing was decided: Tagor does not answer"), _("Try again in some minutes."))
        status = HTTPStatus.SERVICE_UNAVAILABLE
    else:
        return _go_on(found, act)
    return _show(request, found, problem=problem, status=status)


def _go_on(found: Proposal, act: str) -> HttpResponse:
    return see_other(f"{reverse('plan-desk:request', args=[found.pk])}?done={act}")


def _show_standstill(request: HttpRequest, found: Proposal) -> HttpResponse:
    """It does not wait for this act, whatever the form said."""
    problem = presenters.explain_change("request", request.POST.get("seen_state", ""), found)
    return _show(request, found, problem=problem, status=HTTPStatus.CONFLICT)


def _show(
    request: HttpRequest,
    found: Proposal,
    *,
    forms: dict[str, SeenForm] | None = None,
    problem: tuple[str, str] | None = None,
    done: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    view = presenters.present_request(collect_ground(found), request.user, **_powers(request))
    given = forms or {}
    context = {
        "page": view,
        "ask_form": given.get("ask") or TextForm(label=_("Your question")),
        "decline_form": given.get("decline") or TextForm(label=_("Your reason")),
        "is_stale": any("version" in form.errors for form in given.values()),
        "problem": problem,
        "done": presenters.describe_decision(done),
    }
    path = reverse("plan-desk:request", args=[found.pk])
    return render_page(
        request, "plans/desk/request.html", context, block="work_item", status=status, language_path=path
    )


def _show_counter(request: HttpRequest, view: Any, form: CounterForm, **shown: Any) -> HttpResponse:
    path = reverse("plan-desk:counter", args=[view.request_id])
    back = reverse("plan-desk:request", args=[view.request_id])
    context = {
        "page": view,
        "asked": view.asked_line,
        "form": form,
        "plan": None,
        "reads": None,
        "action": path,
        "back": back,
        **shown,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render_page(request, "plans/desk/counter.html", context, status=status, language_path=path)


def _powers(request: HttpRequest) -> dict[str, bool]:
    user = request.user
    return {"may_decide": user.has_perm(DECIDE), "may_release": user.has_perm(RELEASE)}


def _get(request_id: int) -> Proposal:
    found = find_request(request_id) if request_id < 2**63 else None
    if found is None:
        raise Http404
    return found
