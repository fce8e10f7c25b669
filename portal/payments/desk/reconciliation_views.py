"""Compares service, portal and Tagor, and exports settlements, for accounting."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.audit.actors import Actor
from portal.desk.frame.decorators import staff_required
from portal.payments.models import Attempt, Provider, State
from portal.payments.settling.differences import Kind, list_differences, list_totals, list_unknown_notices
from portal.payments.settling.settlement import export_settlement
from portal.web.formats import money
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page
from portal.web.spreadsheet import make_csv_response
from portal.web.typed.fields import DayField

PERIOD = "payment_period"
USUAL = timedelta(days=31)
LONGEST = timedelta(days=366)


class PeriodForm(forms.Form):
    """From which day to which; at most a year."""

    first = DayField(label=_("From day"))
    last = DayField(label=_("To day"))

    def clean(self) -> dict[str, Any]:
        """Raises: ValidationError for a period that ends before it begins, or is too long."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and not timedelta(0) <= last - first <= LONGEST:
            self.add_error("last", _("Choose at most one year, the first day first."))
        return cleaned


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("payments.view_attempt")
def reconciliation(request: HttpRequest) -> HttpResponse:
    """``/desk/payments/reconciliation/``: where the three differ, by kind. The session keeps the period."""
    if request.method == "POST":
        form = PeriodForm(request.POST)
        if not form.is_valid():
            return _show(request, form, None, status=422)
        period = [form.cleaned_data[name].isoformat() for name in ("first", "last")]
        request.session[PERIOD] = period
        return see_other(reverse("payment_desk:reconciliation"))
    today = timezone.localdate()
    kept = request.session.get(PERIOD)
    first, last = [date.fromisoformat(text) for text in kept] if kept else (today - USUAL, today)
    return _show(request, PeriodForm(initial={"first": first, "last": last}), (first, last))


@require_POST
@staff_required("payments.export_attempt")
def settlement(request: HttpRequest) -> HttpResponse:
    """``/desk/payments/settlement/``: payments and refunds, as CSV."""
    form = PeriodForm(request.POST)
    if not form.is_valid():
        return _show(request, form, None, status=422)
    content = export_settlement(
        form.cleaned_data["first"], form.cleaned_data["last"], by=Actor.staff(request.user)
    )
    return make_csv_response(content, name="settlement")


def _show(
    request: HttpRequest, form: PeriodForm, period: tuple[date, date] | None, *, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "kinds": [],
        "totals": [],
        "unknown": 0,
        "is_shown": period is not None,
        "period": {
            name: f"{day:%d/%m/%Y}" for name, day in zip(("first", "last"), period or (), strict=False)
        },
        "can_export": request.user.has_perm("payments.export_attempt"),
    }
    if period is not None:
        context["kinds"] = [
            (one.kind.label, one.count, [_present(attempt, one.kind) for attempt in one.attempts])
            for one in list_differences(*period)
        ]
        context["totals"] = [
            {
                "provider": Provider(one.provider).label,
                "paid": money(one.paid_cents),
                "in_tagor": money(one.in_tagor_cents),
                "back": money(one.went_back_cents),
            }
            for one in list_totals(*period)
        ]
        context["unknown"] = list_unknown_notices(*period).count()
    return render_page(request, "payments/desk/reconciliation.html", context, status=status)


def _present(attempt: Attempt, kind: Kind) -> dict[str, str]:
    """The amount is what went back, where that is the difference."""
    cents = attempt.paid_cents - attempt.left_cents if kind == Kind.WENT_BACK else attempt.paid_cents
    return {
        "href": reverse("payment_desk:payment", args=[attempt.pk]),
        "text": f"{attempt.reference} · {money(cents)} · {State(attempt.state).label}",
    }
