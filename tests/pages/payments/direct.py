"""A portal that is its own merchant: what SIPS would post to it, sealed, and what follows in the worker."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.test import Client
from django_tasks_db.models import DBTaskResult

from portal.integrations.sips.seal import seal_response
from portal.payments.models import Attempt, Booking
from portal.payments.settling.bookings import deliver_booking
from tests.pages.payments.conftest import WayBack
from tests.practice import PracticeOffice

MERCHANT, SECRET = "002001000000001", "002001000000001_KEY1"
PATH = "/pay/sips/notification/"
FORM = "application/x-www-form-urlencoded"


@dataclass
class Sips:
    """Posts to the portal as SIPS does: no cookie, no session, no Referer."""

    practice: PracticeOffice
    secret: str = SECRET

    def notify(self, attempt: Attempt, code: str, **changes: str) -> HttpResponse:
        """A sealed word on an attempt; a change to "" leaves the field out."""
        return self.post(self.make(attempt, code, **changes))

    def make(self, attempt: Attempt, code: str, **changes: str) -> dict[str, str]:
        values = {
            "amount": str(attempt.amount_cents),
            "currencyCode": "978",
            "merchantId": MERCHANT,
            "orderId": attempt.reference,
            "responseCode": code,
            "returnContext": attempt.reference,
            "transactionReference": attempt.reference,
        }
        values |= changes
        data = "|".join(f"{name}={value}" for name, value in values.items() if value)
        seal = seal_response(data, self.secret, "HMAC-SHA-256")
        return {"Data": data, "Encode": "", "Seal": seal, "InterfaceVersion": "HP_2.20"}

    def post(self, form: dict[str, str]) -> HttpResponse:
        return self.post_raw(urlencode(form).encode())

    def post_raw(self, body: bytes, kind: str = FORM) -> HttpResponse:
        stranger: Any = Client(enforce_csrf_checks=True)
        answer: HttpResponse = stranger.post(PATH, body, content_type=kind)
        return answer

    def relay(self, way: WayBack) -> HttpResponse:
        """The automatic response that goes with a way back: both carry the same message."""
        return self.post(way.fields)

    def count_reports(self) -> int:
        return len(self.practice.calls("TagorService/OnlinePaymentReceived"))


def run_reports() -> None:
    """What the worker does with the reports that are due."""
    for booking in Booking.objects.all():
        deliver_booking.call(booking_id=booking.pk)


def count_planned_reports() -> int:
    path = deliver_booking.module_path
    return DBTaskResult.objects.filter(task_path=path, status="READY").count()
