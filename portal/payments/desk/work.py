"""Work from payments: alerts, reports that did not arrive, money to pay back."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.desk.work import Alert as Told
from portal.desk.work import Work, WorkItem
from portal.payments.desk.presenters import describe_amount
from portal.payments.models import Alert, Booking, Refund
from portal.payments.settling.refunds import list_refunds
from portal.payments.settling.register import list_open_alerts, list_reports
from portal.web.formats import money

TO_DECIDE = (Booking.State.DOUBTFUL, Booking.State.REFUSED)


class OpenAlerts(Work):
    """Staff decide: paid, not paid, or seen to."""

    kind = "payment-alert"
    title = _("Payments to decide")
    page = "payment_desk:alerts"
    alerts = (Told("payment-alert", _("A payment to decide"), is_usual=True),)
    permission = "payments.decide_attempt"
    since = "raised_at"
    file = "attempt__file_id"
    patience = timedelta(hours=4)
    done_by = ("payment-alert-decided", "payment-resolved", "payment-line-recognised")

    def list_rows(self) -> "QuerySet[Alert]":
        """The open alerts."""
        return list_open_alerts()

    def make_item(self, row: Any) -> WorkItem:
        """The payment, and what is wrong with it."""
        return WorkItem(
            file_id=row.attempt.file_id,
            file_name=row.attempt.file_name,
            fact=f"{describe_amount(row.attempt)}: {Alert.Kind(row.kind).label}",
            address=reverse("payment_desk:payment", args=[row.attempt_id]),
        )


class UnclearReports(Work):
    """Staff check in Tagor whether a report arrived."""

    kind = "payment-report"
    title = _("Reports that are not clear")
    page = "payment_desk:reports"
    permission = "payments.change_booking"
    since = "created_at"
    file = "attempt__file_id"
    done_by = ("payment-report-decided",)

    def list_rows(self) -> "QuerySet[Booking]":
        """Those that were refused, or got no answer."""
        return list_reports(TO_DECIDE)

    def make_item(self, row: Any) -> WorkItem:
        """The amount, and the state of the report."""
        return WorkItem(
            file_id=row.attempt.file_id,
            fact=f"{money(row.amount_cents)}: {Booking.State(row.state).label}",
            address=reverse("payment_desk:payment", args=[row.attempt_id]) + "#report",
        )


class OpenRefunds(Work):
    """Accounting pays money back, and records it."""

    kind = "payment-refund"
    title = _("Money to pay back")
    page = "payment_desk:refunds"
    permission = "payments.pay_back"
    since = "asked_at"
    file = "attempt__file_id"
    done_by = ("payment-refund-done", "payment-refund-dropped")

    def list_rows(self) -> "QuerySet[Refund]":
        """Those that wait."""
        return list_refunds()

    def make_item(self, row: Any) -> WorkItem:
        """How much."""
        return WorkItem(
            file_id=row.attempt.file_id,
            fact=f"{money(row.amount_cents)}: {row.get_state_display()}",
            address=reverse("payment_desk:payment", args=[row.attempt_id]) + "#refund",
        )
