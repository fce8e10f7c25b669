"""The list of runs with filters, and each run with its input and answer."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from portal.aptic.actions import presenters, selectors, services
from portal.aptic.actions.calling import InputGoneError, open_answer, open_order
from portal.aptic.actions.schemas import build_input_fields
from portal.aptic.connection import describe_fault
from portal.aptic.models import RunState, ServiceRun
from portal.audit.actors import Actor
from portal.desk.frame.decorators import staff_required
from portal.file.known_numbers import read_numbers
from portal.integrations.errors import IntegrationError
from portal.integrations.openapi import InvalidRequest
from portal.office.selectors import get_office_row
from portal.web.paging import make_pager_of
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page

ROWS_PER_PAGE = 50
runs_actions = staff_required("service_calls.run_actions")


@require_safe
@runs_actions
def listing(request: HttpRequest) -> HttpResponse:
    """Newest first; by action, state, or only one's own."""
    office = get_office_row()
    asked = {name: request.GET.get(name, "") for name in ("action", "state", "mine")}
    found = _filter(selectors.list_runs(office, request.user), asked, request.user)
    page = Paginator(found, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    actions = selectors.list_runs(office, request.user).order_by("action__title").values_list("action_id")
    known = selectors.list_actions(office).filter(pk__in=actions)
    base = reverse("service_calls:runs") + "?" + urlencode({**asked, "page": ""})
    numbers = read_numbers(run.file_id for run in page)
    context = {
        "rows": [presenters.present_run(run, numbers) for run in page],
        "asked": asked,
        "is_filtered": any(asked.values()),
        "actions": [(str(one.pk), one.local_title) for one in known],
        "states": [(state.value, state.label) for state in RunState],
        "pager": make_pager_of(page, lambda number: f"{base}{number}"),
    }
    return render_page(request, "aptic/runs.html", context, block="list")


def _filter(found: QuerySet[ServiceRun], asked: dict[str, str], user: Any) -> QuerySet[ServiceRun]:
    if asked["action"].isdecimal() and len(asked["action"]) < 10:
        found = found.filter(action=int(asked["action"]))
    if asked["state"] in RunState.values:
        found = found.filter(state=asked["state"])
    return found.filter(asked_by=user) if asked["mine"] else found


@require_safe
@runs_actions
def run(request: HttpRequest, run_id: int) -> HttpResponse:
    """One run."""
    return _show(request, _get(request, run_id))


@require_POST
@runs_actions
def take_back(request: HttpRequest, run_id: int) -> HttpResponse:
    """Cancel a run that has not been sent yet."""
    found = _get(request, run_id)
    return _go_on(found, "" if services.take_back(found, by=Actor.staff(request.user)) else "late")


@require_POST
@runs_actions
def check_progress(request: HttpRequest, run_id: int) -> HttpResponse:
    """Ask Aptic about the progress of the work."""
    found = _get(request, run_id)
    if found.state != RunState.WORKING or not found.action.can_ask_result:
        return _go_on(found, "moved")
    try:
        services.check_progress(found)
    except InputGoneError:
        return _go_on(found, "moved")
    except (IntegrationError, InvalidRequest) as error:
        return _show(request, found, fault=describe_fault(error), status=503)
    return _go_on(found, "looked")


@require_POST
@runs_actions
def mark_done(request: HttpRequest, run_id: int) -> HttpResponse:
    """Somebody saw in Aptic that the work is done."""
    found = _get(request, run_id)
    return _go_on(found, "" if services.mark_done(found, by=Actor.staff(request.user)) else "moved")


def _get(request: HttpRequest, run_id: int) -> ServiceRun:
    found = selectors.list_runs(get_office_row(), request.user).filter(pk=run_id).first()
    if found is None:
        raise Http404
    return found


def _go_on(found: ServiceRun, word: str) -> HttpResponse:
    address = reverse("service_calls:run", args=[found.pk])
    return see_other(f"{address}?said={word}" if word else address)


def _show(request: HttpRequest, found: ServiceRun, *, fault: str = "", status: int = 200) -> HttpResponse:
    address = reverse("service_calls:run", args=[found.pk])
    is_wiped = not found.input
    try:
        values = dict(open_order(found).values)
    except InputGoneError:
        values, is_wiped = {}, True
    if found.action.needs_file:
        values.pop(found.action.file_field, None)
    context = {
        "row": presenters.present_run(found, read_numbers([found.file_id])),
        "run": found,
        "address": address,
        "fault": fault,
        "said": request.GET.get("said", ""),
        "facts": presenters.present_facts(found),
        "values": presenters.present_values(build_input_fields(found.action.schema), values),
        "is_wiped": is_wiped,
        "answer": presenters.present_answer(open_answer(found)),
        "is_waiting": found.state == RunState.WAITING,
        "is_moving": found.state in (RunState.WAITING, RunState.SENDING),
        "is_working": found.state == RunState.WORKING,
        "can_ask": found.action.can_ask_result,
    }
    return render_page(request, "aptic/run.html", context, status=status, language_path=address)
