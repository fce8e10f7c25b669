"""The work that payments make: alerts, reports that did not arrive, money to pay back."""

from django.urls import reverse

from portal.desk.work import Work, WorkItem
from portal.payments.desk.presenters import say_amount
from portal.payments.models import Alert, Booking
from portal.payments.settling.refunds import list_refunds
from portal.payments.settling.register import list_open_alerts, list_reports
from portal.web.formats import money

TO_DECIDE = (Booking.State.DOUBTFUL, Booking.State.REFUSED)


class OpenAlerts(Work):
    """Staff decide: paid, not paid, or seen to."""

    kind = "payment-alert"
    page = "payment_desk:alerts"
    permission = "payments.decide_attempt"

    def count(self) -> int:
        """How many hold now."""
        return list_open_alerts().count()

    def list_items(self, *, limit: int) -> list[WorkItem]:
        """Those that hold longest."""
        return [self._make(alert) for alert in list_open_alerts()[:limit]]

    def _make(self, alert: Alert) -> WorkItem:
        attempt = alert.attempt
        return WorkItem(
            kind=self.kind,
            file_id=attempt.file_id,
            fact=f"{say_amount(attempt)}: {Alert.Kind(alert.kind).label}",
            since=alert.raised_at,
            permission=self.permission,
            address=reverse("payment_desk:payment", args=[attempt.pk]),
        )


class UnclearReports(Work):
    """Staff look in Tagor whether a report arrived."""

    kind = "payment-report"
    page = "payment_desk:reports"
    permission = "payments.change_booking"

    def count(self) -> int:
        """How many are refused or without an answer."""
        return list_reports(TO_DECIDE).count()

    def list_items(self, *, limit: int) -> list[WorkItem]:
        """The oldest of them."""
        return [
            WorkItem(
                kind=self.kind,
                file_id=booking.attempt.file_id,
                fact=f"{money(booking.amount_cents)}: {Booking.State(booking.state).label}",
                since=booking.sent_at or booking.created_at,
                permission=self.permission,
                address=reverse("payment_desk:payment", args=[booking.attempt_id]) + "#report",
            )
            for booking in list_reports(TO_DECIDE)[:limit]
        ]


class OpenRefunds(Work):
    """Accounting pays money back, and says so."""

    kind = "payment-refund"
    page = "payment_desk:refunds"
    permission = "payments.pay_back"

    def count(self) -> int:
        """How many wait."""
        return list_refunds().count()

    def list_items(self, *, limit: int) -> list[WorkItem]:
        """Those that wait longest."""
        return [
            WorkItem(
                kind=self.kind,
                file_id=refund.attempt.file_id,
                fact=f"{money(refund.amount_cents)}: {refund.get_state_display()}",
                since=refund.asked_at,
                permission=self.permission,
                address=reverse("payment_desk:payment", args=[refund.attempt_id]) + "#refund",
            )
            for refund in list_refunds()[:limit]
        ]
