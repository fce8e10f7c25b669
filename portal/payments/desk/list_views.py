"""The lists: payments, alerts, reports to Tagor, money to pay back; searching and downloading."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.audit.actors import Actor
from portal.desk.frame.decorators import staff_required
from portal.desk.frame.searching import TOKEN, find_search, store_search
from portal.payments.desk import export as exporting
from portal.payments.desk import presenters
from portal.payments.desk.forms import SearchForm, read_filters
from portal.payments.models import Booking, Oddity, Provider, State
from portal.payments.settling.refunds import list_refunds
from portal.payments.settling.register import list_open_alerts, list_payments, list_reports
from portal.web.paging import make_pager_of
from portal.web.rendering.render import render_page
from portal.web.spreadsheet import make_csv_response

ROWS_PER_PAGE = 50
CODES = ("state", "provider", "oddity", "alert")
TO_DECIDE = (Booking.State.DOUBTFUL, Booking.State.REFUSED)
UNDER_WAY = (Booking.State.WAITING, Booking.State.SENDING)

sees_payments = staff_required("payments.view_attempt")


@require_http_methods(["GET", "HEAD", "POST"])
@sees_payments
def payments(request: HttpRequest) -> HttpResponse:
    """Every payment that was started, newest first; a valid search is kept and shown."""
    if request.method != "POST":
        find_search(request)
        return _show_payments(request, SearchForm(request.GET))
    form = SearchForm(request.POST)
    if not form.is_valid():
        return _show_payments(request, form, status=422)
    return store_search(request, *form.fields)


@require_POST
@staff_required("payments.export_attempt")
def export(request: HttpRequest) -> HttpResponse:
    """The list with its current filters, for a spreadsheet."""
    find_search(request, path=reverse("payment_desk:payments"))
    filters = read_filters(SearchForm(request.GET), request.GET)
    return make_csv_response(exporting.export(filters, by=Actor.staff(request.user)), name="payments")


@require_safe
@staff_required("payments.view_alert")
def alerts(request: HttpRequest) -> HttpResponse:
    """What a person must look at, longest wait first."""
    page = Paginator(list_open_alerts(), ROWS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "rows": [presenters.present_alert(alert, with_payment=True) for alert in page],
        "pager": make_pager_of(page, lambda number: f"?page={number}"),
    }
    return render_page(request, "payments/desk/alerts.html", context, block="list")


@require_safe
@sees_payments
def reports(request: HttpRequest) -> HttpResponse:
    """The portal's own reports to Tagor: first those to decide, then those in progress."""
    lists = {"decide": TO_DECIDE, "under-way": UNDER_WAY, "done": (Booking.State.DONE,)}
    titles = {"decide": _("To decide"), "under-way": _("Under way"), "done": _("Reported")}
    chosen = request.GET.get("list", "")
    chosen = chosen if chosen in lists else "decide"
    found = list_reports(lists[chosen])
    page = Paginator(found.reverse() if chosen == "done" else found, ROWS_PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "tabs": _make_tabs(reverse("payment_desk:reports"), titles, chosen),
        "chosen": chosen,
        "rows": [presenters.present_report(booking) for booking in page],
        "pager": make_pager_of(page, lambda number: f"?list={chosen}&page={number}"),
    }
    return render_page(request, "payments/desk/reports.html", context, block="list")


@require_safe
@sees_payments
def refunds(request: HttpRequest) -> HttpResponse:
    """What accounting must pay back, and what was paid back."""
    titles = {"open": _("To pay back"), "ended": _("Ended")}
    chosen = "ended" if request.GET.get("list") == "ended" else "open"
    found = list_refunds(is_open=chosen == "open").select_related("asked_by", "ended_by")
    page = Paginator(found, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "tabs": _make_tabs(reverse("payment_desk:refunds"), titles, chosen),
        "chosen": chosen,
        "rows": [presenters.present_refund(refund) for refund in page],
        "pager": make_pager_of(page, lambda number: f"?list={chosen}&page={number}"),
        "can_end": request.user.has_perm("payments.pay_back"),
        "has_moved": request.GET.get("moved") == "1",
    }
    return render_page(request, "payments/desk/refunds.html", context, block="list")


def _show_payments(request: HttpRequest, form: SearchForm, *, status: int = 200) -> HttpResponse:
    codes = {name: request.GET[name] for name in CODES if request.GET.get(name)}
    asked = {**codes, **({TOKEN: request.GET[TOKEN]} if request.GET.get(TOKEN) else {})}
    filters = read_filters(form, codes)
    page = Paginator(list_payments(filters), ROWS_PER_PAGE).get_page(request.GET.get("page"))
    address = reverse("payment_desk:payments")
    context = {
        "form": form,
        "codes": codes,
        "token": asked.get(TOKEN, ""),
        "query": urlencode(asked),
        "is_searched": any(form.data.get(name) for name in form.fields),
        "choices": {
            "state": State.choices,
            "provider": Provider.choices,
            "oddity": Oddity.choices,
            "alert": [("1", _("with an alert"))],
        },
        "rows": [presenters.present_row(attempt) for attempt in page],
        "pager": make_pager_of(page, lambda number: f"{address}?{urlencode({**asked, 'page': number})}"),
        "can_export": request.user.has_perm("payments.export_attempt"),
        "most_exported": exporting.MOST_ROWS,
    }
    path = reverse("payment_desk:payments")
    return render_page(
        request, "payments/desk/payments.html", context, block="list", status=status, language_path=path
    )


def _make_tabs(address: str, titles: dict[str, Any], chosen: str) -> list[dict[str, Any]]:
    return [
        {"title": title, "href": f"{address}?list={name}", "is_current": name == chosen}
        for name, title in titles.items()
    ]
