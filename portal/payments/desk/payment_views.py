"""One payment: all its data, and the decisions on it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.audit.actors import Actor
from portal.audit.services import record
from portal.desk.frame.decorators import staff_required
from portal.desk.people.selectors import name_staff
from portal.integrations.errors import IntegrationError
from portal.payments.desk import presenters, selectors
from portal.payments.desk.forms import AlertForm, LineForm, RefundForm, ReportAct, ResolveForm
from portal.payments.models import Alert, Attempt, Booking, Provider
from portal.payments.settling import refunds, review
from portal.payments.settling.bookings import ReportUnderWayError, decide_report, report_now
from portal.payments.settling.follow_up import refresh
from portal.payments.settling.register import get_payment_history
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page

sees_payments = staff_required("payments.view_attempt")
decides = staff_required("payments.decide_attempt")
reports_payments = staff_required("payments.change_booking")


@require_safe
@sees_payments
def payment(request: HttpRequest, attempt_id: int) -> HttpResponse:
    """The order, the bank's statuses in sequence, Tagor's data beside them, and what to do."""
    return _show(request, _get(attempt_id))


@require_POST
@sees_payments
def check_payment(request: HttpRequest, attempt_id: int) -> HttpResponse:
    """Ask Tagor or the bank now, at most every few seconds."""
    found = _get(attempt_id)
    details = {"attempt": found.pk}
    record("payment-looked", by=Actor.staff(request.user), file_id=found.file_id, details=details)
    try:
        refresh(found)
    except IntegrationError:
        return _go_to(found, "away")
    return _go_to(found, "looked")


@require_POST
@decides
def resolve(request: HttpRequest, attempt_id: int) -> HttpResponse:
    """Paid or not paid, and how we know."""
    found, form = _get(attempt_id), ResolveForm(request.POST)
    if not review.can_resolve(found):
        return _go_to(found, "moved")
    if not form.is_valid():
        return _show(request, found, status=422, resolve=form)
    outcome, reason = form.cleaned_data["outcome"], form.cleaned_data["reason"]
    try:
        review.resolve(found, review.Outcome(outcome), review.Reason(reason), by=Actor.staff(request.user))
    except review.NotToResolveError:
        return _go_to(found, "moved")
    return _go_to(found, "decided")


@require_POST
@decides
def recognise(request: HttpRequest, attempt_id: int) -> HttpResponse:
    """Name a line of Tagor as this payment."""
    found = _get(attempt_id)
    known = selectors.read_payment_lines(found)
    form = _make_line_form(found, known, request.POST)
    if form is None:
        return _go_to(found, "moved")
    if not form.is_valid():
        return _show(request, found, status=422, line=form, known=known)
    try:
        review.recognise_line(found, form.cleaned_data["line"], by=Actor.staff(request.user))
    except IntegrationError:
        return _go_to(found, "away")
    except ReportUnderWayError:
        return _go_to(found, "reporting")
    except (review.LineGoneError, review.NotToResolveError):
        return _go_to(found, "moved")
    return _go_to(found, "decided")


@require_POST
@decides
def decide(request: HttpRequest, attempt_id: int, alert_id: int) -> HttpResponse:
    """Close an alert."""
    found = _get(attempt_id)
    alert = selectors.get_open_alert(found, alert_id)
    if alert is None:
        return _go_to(found, "moved")
    form = AlertForm(request.POST, alert=alert)
    if not form.is_valid():
        return _show(request, found, status=422, alert=form, alert_id=alert_id)
    decision = Alert.Decision(form.cleaned_data["decision"])
    try:
        review.decide_alert(alert, decision, by=Actor.staff(request.user))
    except review.AlertGoneError:
        return _go_to(found, "moved")
    except ReportUnderWayError:
        return _go_to(found, "reporting")
    except refunds.RefundError:
        return _go_to(found, "refunded")
    return _go_to(found, "decided")


@require_POST
@reports_payments
def report(request: HttpRequest, attempt_id: int) -> HttpResponse:
    """Record whether a report arrived, or send a waiting one now."""
    found = _get(attempt_id)
    booking, act = selectors.find_booking(found), request.POST.get("act", "")
    if booking is None or act not in ReportAct.values:
        return _go_to(found, "moved")
    by = Actor.staff(request.user)
    if act == ReportAct.NOW:
        is_done = report_now(booking, by=by)
    else:
        is_done = decide_report(booking, has_arrived=act == ReportAct.ARRIVED, by=by)
    return _go_to(found, "decided" if is_done else "moved")


@require_POST
@decides
def ask_refund(request: HttpRequest, attempt_id: int) -> HttpResponse:
    """Ask accounting to pay money back."""
    found = _get(attempt_id)
    most_cents = refunds.count_refundable(found)
    if not most_cents:
        return _go_to(found, "refunded")
    form = RefundForm(request.POST, most_cents=most_cents)
    if not form.is_valid():
        return _show(request, found, status=422, refund=form)
    try:
        refunds.ask_refund(found, form.cleaned_data["amount"], by=Actor.staff(request.user))
    except refunds.RefundError:
        return _go_to(found, "refunded")
    return _go_to(found, "decided")


@require_POST
@staff_required("payments.pay_back")
def end_refund(request: HttpRequest, refund_id: int) -> HttpResponse:
    """Accounting paid it back, or it is not to be paid back after all."""
    found = selectors.get_refund(refund_id)
    if found is None:
        raise Http404
    is_done = request.POST.get("act") == "done"
    has_moved = not refunds.end_refund(found, is_done=is_done, by=Actor.staff(request.user))
    return see_other(reverse("payment_desk:refunds") + ("?moved=1" if has_moved else ""))


def _get(attempt_id: int) -> Attempt:
    found = selectors.get_attempt(attempt_id)
    if found is None:
        raise Http404
    return found


def _go_to(found: Attempt, said: str) -> HttpResponse:
    return see_other(reverse("payment_desk:payment", args=[found.pk]) + f"?said={said}")


def _make_line_form(found: Attempt, known: selectors.PaymentLines, data: Any = None) -> LineForm | None:
    """None when there is no line to choose from."""
    rows = presenters.present_lines(found, known.lines or (), claimed=known.claimed)
    choices = [(row.line_id, f"{row.on} {row.amount} {row.text}".strip()) for row in rows if row.is_free]
    return LineForm(data, choices=choices) if review.can_recognise(found) and choices else None


def _show(request: HttpRequest, found: Attempt, *, status: int = 200, **shown: Any) -> HttpResponse:
    known = shown.get("known") or selectors.read_payment_lines(found)
    may = request.user.has_perm
    can_decide = may("payments.decide_attempt")
    events = list(get_payment_history(found))
    most_back = refunds.count_refundable(found)
    context = {
        "row": presenters.present_row(found),
        "amount": presenters.describe_amount(found),
        "is_through_tagor": found.provider == Provider.TAGOR_SIPS,
        "attempt_id": found.pk,
        "file_id": found.file_id,
        "can_open_file": may("desk.view_case"),
        "facts": presenters.present_facts(found),
        "words": presenters.present_bank(found.notices.all()),
        "lines": presenters.present_lines(found, known.lines or (), claimed=known.claimed),
        "has_lines": known.lines is not None,
        "alerts": [_show_alert(alert, can_decide, shown) for alert in found.alerts.filter(closed_at=None)],
        "history": presenters.present_history(events, names=name_staff({event.staff_id for event in events})),
        "resolve_form": (shown.get("resolve") or ResolveForm())
        if can_decide and review.can_resolve(found)
        else None,
        "line_form": (shown.get("line") or _make_line_form(found, known)) if can_decide else None,
        "report": _show_report(found, may),
        "refund_form": (shown.get("refund") or RefundForm(most_cents=most_back))
        if can_decide and most_back
        else None,
        "refunds": [
            presenters.present_refund(one)
            for one in found.refunds.select_related("attempt", "asked_by", "ended_by")
        ],
        "can_end": may("payments.pay_back"),
        "said": _get_notice(request.GET.get("said", "")),
    }
    path = reverse("payment_desk:payment", args=[found.pk])
    return render_page(request, "payments/desk/payment.html", context, status=status, language_path=path)


def _show_alert(alert: Alert, can_decide: bool, shown: dict[str, Any]) -> dict[str, Any]:  # noqa: FBT001
    """``form`` None: it ends by deciding on the payment, or only somebody else may decide."""
    form = shown.get("alert") if shown.get("alert_id") == alert.pk else None
    can_end = can_decide and alert.kind in review.DECISIONS
    return {
        "row": presenters.present_alert(alert),
        "alert_id": alert.pk,
        "form": (form or AlertForm(alert=alert)) if can_end else None,
    }


def _show_report(found: Attempt, may: Any) -> dict[str, Any] | None:
    booking = selectors.find_booking(found)
    if booking is None:
        return None
    states = Booking.State
    acts = {
        states.WAITING: (ReportAct.NOW,),
        states.DOUBTFUL: (ReportAct.ARRIVED, ReportAct.AGAIN),
        states.REFUSED: (ReportAct.ARRIVED, ReportAct.AGAIN),
    }.get(states(booking.state), ())
    return {
        "row": presenters.present_report(booking),
        "acts": [(act.value, act.label) for act in acts] if may("payments.change_booking") else [],
        "is_unclear": booking.state == states.DOUBTFUL,
    }


def _get_notice(said: str) -> tuple[str, str] | None:
    """(kind of notice, text) about the last action."""
    words = {
        "decided": ("good", _("This is kept. Below you see how the payment stands now.")),
        "looked": ("info", _("We asked. Below you see how the payment stands now.")),
        "away": ("warn", _("The system did not answer. Nothing was changed.")),
        "moved": ("warn", _("The payment has moved meanwhile. Nothing was changed now.")),
        "reporting": (
            "warn",
            _("A report of this payment to Tagor is under way. Decide about the report first."),
        ),
        "refunded": ("warn", _("There is nothing more to pay back, or it was asked already.")),
    }
    return words.get(said)
