"""A private list of all debts: nobody of the office sees it, and it ends with the session unless kept."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, ParamSpec, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.access.decorators import defendant_required, file_page, for_eyes
from portal.dossier.debt_help import list_debt_help
from portal.file.balance import BALANCE
from portal.file.facts import FILE_NUMBER, HEAD, RUNNING_PLAN
from portal.file.reading import read, recall
from portal.file.visit import Visit
from portal.mydata.debts.debt import put_in
from portal.mydata.debts.forms import DebtForm
from portal.mydata.debts.presenters import Overview, present_overview
from portal.mydata.debts.sheet import print_overview
from portal.mydata.debts.store import (
    LockedListError,
    OwnDebts,
    read_debts,
    return_to_session,
    store_beyond_session,
    write_debts,
)
from portal.plans.budget.selectors import find_budget
from portal.web.redirects import see_page
from portal.web.rendering.render import render_page

METHODS = ["GET", "HEAD", "POST"]
P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Visit, P], HttpResponse]


def opened_list(view: View[P]) -> View[P]:
    """A list whose key is gone is shown as that, and nothing is written over it. Use it last."""

    @wraps(view)
    def guarded(request: HttpRequest, visit: Visit, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, visit, *args, **kwargs)
        except LockedListError as error:
            status = HTTPStatus.OK if request.method in {"GET", "HEAD"} else HTTPStatus.CONFLICT
            return render_page(request, "mydata/debts/locked.html", {"locked": str(error)}, status=status)

    return cast("View[P]", guarded)


@require_http_methods(METHODS)
@defendant_required
@file_page
@opened_list
def debts(request: HttpRequest, visit: Visit) -> HttpResponse:
    """``/my-data/debts/``: the list beside this file, and one more debt."""
    own = read_debts(visit)
    if request.method != "POST":
        return _show(request, visit, own, DebtForm())
    form = DebtForm(request.POST)
    if own.is_full or not form.is_valid():
        return _show(request, visit, own, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    write_debts(visit, put_in(own.debts, form.get_debt()))
    return see_page("mydata:debts", query="?said=added#list")


@require_http_methods(METHODS)
@defendant_required
@for_eyes
@opened_list
def debt(request: HttpRequest, visit: Visit, debt_id: str) -> HttpResponse:
    """``/my-data/debts/<id>/``: change one, or take it off the list."""
    own = read_debts(visit)
    found = own.find(debt_id)
    if found is None:
        raise Http404("no such debt on the list")
    if request.method == "POST" and "remove" in request.POST:
        write_debts(visit, [one for one in own.debts if one.code != debt_id])
        return see_page("mydata:debts", query="?said=removed#list")
    form = DebtForm(request.POST if request.method == "POST" else None, debt=found)
    if form.is_bound and form.is_valid():
        write_debts(visit, put_in(own.debts, form.get_debt()))
        return see_page("mydata:debts", query="?said=changed#list")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    context = {"form": form, "debt_id": debt_id}
    return render_page(request, "mydata/debts/debt.html", context, status=status)


@require_POST
@defendant_required
@opened_list
def choose_storage(request: HttpRequest, visit: Visit) -> HttpResponse:
    """``/my-data/debts/keep/``: for thirty days, or no longer than the session."""
    if request.POST.get("keep") == "1":
        store_beyond_session(visit)
        return see_page("mydata:debts", query="?said=kept")
    return_to_session(visit)
    return see_page("mydata:debts", query="?said=not-kept")


@require_safe
@defendant_required
@file_page
@opened_list
def sheet(_request: HttpRequest, visit: Visit) -> HttpResponse:
    """``/my-data/debts/overview.pdf``: all of it on one page, to take along."""
    overview = _present(visit, read_debts(visit))
    content = print_overview(overview, language=get_language() or "nl", made_at=timezone.now())
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": 'attachment; filename="overview.pdf"'},
    )


def _present(visit: Visit, own: OwnDebts) -> Overview:
    """Uses the balance that this session knows, as reading it would write in the file."""
    reading = read(visit, HEAD, FILE_NUMBER, RUNNING_PLAN)
    balance = recall(visit, BALANCE)
    owed_cents = balance.cents if balance is not None else None
    return present_overview(own, reading, owed_cents, find_budget(visit))


def _show(
    request: HttpRequest, visit: Visit, own: OwnDebts, form: DebtForm, *, status: int = HTTPStatus.OK
) -> HttpResponse:
    context = {
        "view": _present(visit, own),
        "form": form,
        "said": request.GET.get("said", ""),
        "helpers": list_debt_help(visit),
    }
    return render_page(request, "mydata/debts/debts.html", context, status=status)
