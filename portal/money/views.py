"""Pages on which two people change where money goes."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from portal.desk.frame.decorators import staff_required
from portal.desk.guarded.views import GuardedPages, get_or_post
from portal.money import presenters
from portal.money.forms import MoneyForm
from portal.money.money_choice import MONEY
from portal.money.values import read_values
from portal.money.words import PROPOSE, VIEW
from portal.office.models import MoneyChange
from portal.office.selectors import get_office_row
from portal.web.rendering.render import render_page

PAGES: GuardedPages[MoneyChange] = GuardedPages(
    MONEY,
    presenters.WORDING,
    "money/change.html",
    "money/check.html",
    lambda _before, after: {"preview": presenters.present_preview(after)},
)


@require_safe
@staff_required(VIEW)
def overview(request: HttpRequest) -> HttpResponse:
    """What stands, what waits, and what was changed before."""
    stands = read_values(get_office_row())
    values, unset = presenters.present_values(stands), presenters.present_unset(stands)
    context = {"values": values, "unset": unset, **PAGES.list_history(request)}
    return render_page(request, "money/overview.html", context, block="list")


@get_or_post
@staff_required(PROPOSE)
def propose(request: HttpRequest) -> HttpResponse:
    """Fill in, look at what it would do, then propose it with one's password."""
    values = read_values(get_office_row())
    return PAGES.fill_in(request, lambda data: MoneyForm(data, values=values), "money/propose.html")
