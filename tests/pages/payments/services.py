"""Worldline and Mollie as the portal meets them: a payer at their practice page, and their webhooks."""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx
from django.http import HttpResponse
from django.test import Client
from django_tasks_db.models import DBTaskResult

from portal.payments.models import Attempt
from portal.payments.tasks import ask_about_news
from tests.pages.page import Page
from tests.practice import PracticeOffice

WORLDLINE_PATH = "/pay/worldline/webhook/"
MERCHANT, KEY_ID, SECRET = "PSPPRACTICE", "practice-hook-1", "practice-hook-secret-1"
CREATE = {"worldline": "createHostedCheckout", "mollie": "createPayment"}
STATUS = {"worldline": "getHostedCheckout", "mollie": "getPayment"}


@dataclass
class Service:
    """One of the two, by its code, as a payer and as the portal meet it."""

    code: str
    practice: PracticeOffice

    def list_starts(self) -> int:
        return len(self.practice.calls(CREATE[self.code]))

    def count_questions(self) -> int:
        return len(self.practice.calls(STATUS[self.code]))

    def count_reports(self) -> int:
        return len(self.practice.calls("TagorService/OnlinePaymentReceived"))

    def act(self, hand_over: Page, act: str, **fields: str) -> str:
        """Open the page from the hand-over and press a button; the path where the browser comes back to."""
        address = get_page_address(hand_over)
        with httpx.Client(timeout=30, trust_env=False) as browser:
            assert browser.get(address).status_code == 200
            answer = browser.post(address, data={"act": act, **fields})
        assert answer.status_code == 302, answer.text
        parts = urlsplit(answer.headers["location"])
        return parts.path + (f"?{parts.query}" if parts.query else "")

    def pay(self, hand_over: Page, outcome: str = "paid") -> str:
        return self.act(hand_over, "pay", outcome=outcome)

    def decide(self, attempt: Attempt, **changes: Any) -> None:
        """What becomes of a payment at the service, without a word to the portal."""
        self.practice.change_checkout(attempt.checkout_id, **changes)

    def notify(self, attempt: Attempt, **changes: Any) -> HttpResponse:
        """A webhook about a payment, as the service sends it, then the worker."""
        answer = self.post(attempt, **changes)
        run_news()
        return answer

    def post(self, attempt: Attempt, **changes: Any) -> HttpResponse:
        if self.code == "mollie":
            payment_id = changes.get("payment_id", attempt.checkout_id)
            return post(
                f"/pay/mollie/webhook/{attempt.token}/", urlencode({"id": payment_id}).encode(), _FORM
            )
        return post_event(make_event(attempt) | changes)


_FORM = "application/x-www-form-urlencoded"


def get_page_address(hand_over: Page) -> str:
    """Where the hand-over page leads."""
    return hand_over.links()["Go to the payment page"]


def make_event(attempt: Attempt) -> dict[str, Any]:
    """A webhook of Worldline about a payment."""
    references = {"references": {"merchantReference": attempt.reference}}
    return {
        "apiVersion": "v1",
        "created": "2026-03-02T10:30:21.1234567+01:00",
        "id": "6f1c0c1e-0000-4000-8000-000000000001",
        "merchantId": MERCHANT,
        "payment": {
            "id": f"{attempt.checkout_id}_0",
            "paymentOutput": references,
            "hostedCheckoutSpecificOutput": {"hostedCheckoutId": attempt.checkout_id},
        },
        "type": "payment.captured",
    }


def post_event(event: object, *, secret: str = SECRET, key_id: str = KEY_ID) -> HttpResponse:
    """Post a signed event, as Worldline does."""
    body = json.dumps(event).encode()
    return post(WORLDLINE_PATH, body, "application/json", **sign(body, secret=secret, key_id=key_id))


def sign(body: bytes, *, secret: str = SECRET, key_id: str = KEY_ID) -> dict[str, str]:
    signature = base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()
    return {"X-GCS-KeyId": key_id, "X-GCS-Signature": signature}


def post(path: str, body: bytes, kind: str, **headers: str) -> HttpResponse:
    """From a stranger: no cookie, no session, no token of a form."""
    stranger: Any = Client(enforce_csrf_checks=True)
    answer: HttpResponse = stranger.post(path, body, content_type=kind, headers=headers)
    return answer


def run_news() -> int:
    """What the worker does because a service said that there is news. How many questions there were."""
    waiting = DBTaskResult.objects.filter(task_path=ask_about_news.module_path, status="READY")
    planned = list(waiting)
    for one in planned:
        waiting.filter(pk=one.pk).delete()
        ask_about_news.call(**one.args_kwargs["kwargs"])
    return len(planned)
