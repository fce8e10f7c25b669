"""Pages on which two people change where money goes."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.desk.frame.decorators import staff_required
from portal.desk.guarded.views import GuardedPages
from portal.money import presenters
from portal.money.forms import MoneyForm
from portal.money.money_choice import MONEY
from portal.money.values import read_values
from portal.money.words import CONFIRM, PROPOSE
from portal.office.models import MoneyChange
from portal.office.selectors import get_office_row
from portal.web.rendering.render import render_page

PAGES: GuardedPages[MoneyChange] = GuardedPages(
    MONEY,
    presenters.WORDING,
    "money/change.html",
    lambda _before, after: {"preview": presenters.present_preview(after)},
)

sees_money = staff_required("office.view_moneychange")


@require_safe
@sees_money
def overview(request: HttpRequest) -> HttpResponse:
    """What stands, what waits, and what was changed before."""
    values = presenters.present_values(read_values(get_office_row()))
    context = {"values": values, **PAGES.list_history(request)}
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
        waits = MONEY.find_waiting(office) is not None
        return render_page(request, "money/propose.html", {"form": form, "waits": waits}, status=status)
    return PAGES.propose(request, form, "money/check.html", action=request.path)


@require_safe
@sees_money
def change(request: HttpRequest, change_id: int) -> HttpResponse:
    """What would change or was changed, and what this person can do about it."""
    return PAGES.show(request, change_id)


@require_POST
@staff_required(CONFIRM)
def confirm(request: HttpRequest, change_id: int) -> HttpResponse:
    """The second person applies it, with their own password."""
    return PAGES.confirm(request, change_id)


@require_POST
@staff_required(CONFIRM)
def refuse(request: HttpRequest, change_id: int) -> HttpResponse:
    """The second person says no."""
    return PAGES.refuse(request, change_id)


@require_POST
@staff_required(PROPOSE)
def withdraw(request: HttpRequest, change_id: int) -> HttpResponse:
    """Whoever proposed it takes it back."""
    return PAGES.withdraw(request, change_id)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(PROPOSE)
def back(request: HttpRequest, change_id: int) -> HttpResponse:
    """Propose to undo a change that was confirmed."""
    return PAGES.propose_back(request, change_id, "money/check.html")
