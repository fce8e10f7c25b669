"""Webhooks to the merchant: ``id=tr_…`` in a form, unsigned, and nothing else."""

from urllib.parse import urlencode

from portal.sandbox.checkout.post import WRITERS, Message
from portal.sandbox.payments import Checkout

HEADERS = {"Content-Type": "application/x-www-form-urlencoded", "User-Agent": "Mollie HTTP client/1.0"}
_HUGE = 5_000_000
# Classic webhooks report a final status, a refund or a chargeback, not an open or pending payment.
_SILENT = frozenset({"pending", "waiting-long", "uncertain", "at-bank"})


def write(checkout: Checkout, behaviour: str) -> list[Message]:
    """The messages of one outcome, in the order they are sent."""
    if checkout.outcome in _SILENT:
        return []
    payment_id = "tr_unknown0000" if behaviour == "unknown-payment" else checkout.checkout_id
    body = urlencode({"id": payment_id}).encode()
    if behaviour == "null-body":
        body = b""
    if behaviour == "huge-body":
        body = b"id=" + b"x" * _HUGE
    message = Message(body, HEADERS, method="GET" if behaviour == "by-get" else "POST")
    return [message, message] if behaviour in {"duplicate-webhook", "parallel-webhook"} else [message]


WRITERS["mollie"] = write
