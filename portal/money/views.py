"""Pages on which two people change where money goes."""

from collections.abc import Callable

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.desk.frame.decorators import forbid, staff_required
from portal.desk.frame.sign_in import PasswordForm
from portal.money import presenters, selectors, services
from portal.money.forms import MoneyForm
from portal.money.second_person import CONFIRM, PROPOSE, TIED_FOR, find_obstacle
from portal.money.values import Values, read_values
from portal.office.models import MoneyChange
from portal.office.selectors import get_office, get_office_row
from portal.web.paging import make_pager_of
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page

ROWS_PER_PAGE = 25

sees_money = staff_required("office.view_moneychange")


@require_safe
@sees_money
def overview(request: HttpRequest) -> HttpResponse:
    """What stands, what waits, and what was changed before."""
    office = get_office_row()
    waiting = selectors.find_waiting(office)
    page = Paginator(selectors.list_changes(office), ROWS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "values": presenters.present_values(read_values(office)),
        "waiting": presenters.present_change(waiting) if waiting else None,
        "rows": [presenters.present_change(change) for change in page],
        "pager": make_pager_of(page, lambda number: f"{request.path}?page={number}"),
        "can_propose": request.user.has_perm(PROPOSE),
    }
    return render_page(request, "money/overview.html", context, block="list")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(PROPOSE)
def propose(request: HttpRequest) -> HttpResponse:
    """Fill in, look at what it would do, then propose it with one's password."""
    office = get_office_row()
    values = read_values(office)
    form = MoneyForm(request.POST if request.method == "POST" else None, values=values)
    if not form.is_valid() or "again" in request.POST:
        status = 422 if form.errors else 200
        waits = selectors.find_waiting(office) is not None
        return render_page(request, "money/propose.html", {"form": form, "waits": waits}, status=status)
    password = PasswordForm(request, request.POST if "propose" in request.POST else None)
    problem = ""
    if password.is_valid():
        try:
            made = services.propose(office, form.cleaned_data["values"], user=request.user)
            return see_other(_address(made))
        except services.MoneyChangeRefused as refusal:
            problem = type(refusal).__name__
    return _show_check(request, form, password, values=values, problem=problem)


@require_safe
@sees_money
def change(request: HttpRequest, change_id: int) -> HttpResponse:
    """What would change or was changed, and what this person can do about it."""
    return _show(request, _get(change_id), PasswordForm(request))


@require_POST
@staff_required(CONFIRM)
def confirm(request: HttpRequest, change_id: int) -> HttpResponse:
    """The second person applies it, with their own password."""
    found = _get(change_id)
    if find_obstacle(found, request.user):
        return _show(request, found, PasswordForm(request), status=403)
    form = PasswordForm(request, request.POST)
    if not form.is_valid():
        return _show(request, found, form, status=422)
    return _go_on(found, lambda: services.confirm(found, user=request.user))


@require_POST
@staff_required(CONFIRM)
def refuse(request: HttpRequest, change_id: int) -> HttpResponse:
    """The second person says no."""
    found = _get(change_id)
    return _go_on(found, lambda: services.refuse(found, user=request.user))


@require_POST
@staff_required(PROPOSE)
def withdraw(request: HttpRequest, change_id: int) -> HttpResponse:
    """Whoever proposed it takes it back."""
    found = _get(change_id)
    if found.proposed_by_id != request.user.pk:
        return forbid(request, PROPOSE)
    return _go_on(found, lambda: services.withdraw(found, user=request.user))


def _go_on(found: MoneyChange, act: Callable[[], MoneyChange]) -> HttpResponse:
    try:
        act()
    except (services.NotWaiting, services.NotSecondPerson):
        return see_other(f"{_address(found)}?moved=1")
    return see_other(_address(found))


def _show_check(
    request: HttpRequest, form: MoneyForm, password: PasswordForm, *, values: Values, problem: str
) -> HttpResponse:
    after = form.cleaned_data["values"]
    if after == values:
        problem = services.NothingChanges.__name__
    context = {
        "form": form,
        "password": password,
        "problem": problem,
        "life_days": services.LIFE.days,
        "differences": presenters.present_differences(values, after),
        "preview": presenters.present_preview(after),
    }
    status = 409 if problem else 422 if password.errors else 200
    return render_page(request, "money/check.html", context, status=status)


def _show(request: HttpRequest, found: MoneyChange, form: PasswordForm, *, status: int = 200) -> HttpResponse:
    waits = selectors.find_waiting(get_office())
    is_open, is_mine = waits is not None and waits.pk == found.pk, found.proposed_by_id == request.user.pk
    may_decide = is_open and request.user.has_perm(CONFIRM)
    obstacle = find_obstacle(found, request.user) if may_decide else None
    context = {
        "change": presenters.present_change(found),
        "change_id": found.pk,
        "preview": presenters.present_preview(found.after),
        "is_open": is_open,
        "can_confirm": may_decide and obstacle is None,
        "can_refuse": may_decide and not is_mine,
        "obstacle": obstacle,
        "tied_days": TIED_FOR.days,
        "can_withdraw": is_open and is_mine and request.user.has_perm(PROPOSE),
        "has_moved": request.GET.get("moved") == "1",
        "form": form,
    }
    return render_page(request, "money/change.html", context, status=status)


def _get(change_id: int) -> MoneyChange:
    found = selectors.find_change(get_office(), change_id)
    if found is None:
        raise Http404
    return found


def _address(found: MoneyChange) -> str:
    return reverse("money:change", args=[found.pk])
