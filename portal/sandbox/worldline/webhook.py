"""Webhooks to the merchant, signed over the raw body with the merchant's own key pair."""

import base64
import hashlib
import hmac
import json
import uuid
from datetime import UTC, datetime
from typing import Any

from portal.sandbox.checkout.post import WRITERS, Message
from portal.sandbox.payments import PAYMENTS, Checkout
from portal.sandbox.worldline.auth import WEBHOOK_KEYS
from portal.sandbox.worldline.payment import describe_payment

_HUGE = 5_000_000


def write(checkout: Checkout, behaviour: str) -> list[Message]:
    """The messages of one outcome, in the order they are sent."""
    captured = _write_event(
        checkout, PAYMENTS.worldline_events.get(checkout.outcome, "payment.captured"), behaviour
    )
    if behaviour == "out-of-order":
        return [_sign(captured, checkout), _sign(_write_event(checkout, "payment.created", ""), checkout)]
    message = _sign(_spoil_body(captured, behaviour), checkout, behaviour)
    if behaviour == "tampered-body":
        message = Message(message.content.replace(b'"v1"', b'"v1" '), message.headers)
    return [message, message] if behaviour in {"duplicate-webhook", "parallel-webhook"} else [message]


def _write_event(checkout: Checkout, kind: str, behaviour: str) -> bytes:
    event: dict[str, Any] = {
        "apiVersion": "v2" if behaviour == "other-version" else "v1",
        "apiFullVersion": "v1.1",
        "created": datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "1+00:00"),
        "id": str(uuid.uuid4()),
        "merchantId": "PSPOTHER" if behaviour == "wrong-merchant" else checkout.merchant,
        "payment": describe_payment(checkout),
        "type": "payment.teleported" if behaviour == "unknown-type" else kind,
    }
    if behaviour == "unknown-payment":
        event["payment"] |= {
            "id": "9999999999_0",
            "hostedCheckoutSpecificOutput": {"hostedCheckoutId": "9999999999"},
        }
    return json.dumps(event, ensure_ascii=False).encode()


def _spoil_body(body: bytes, behaviour: str) -> bytes:
    return {
        "null-body": b"null",
        "huge-body": b'"' + b"x" * _HUGE + b'"',
        "bad-utf8": b'{"apiVersion":"\xff"}',
    }.get(behaviour, body)


def _sign(body: bytes, checkout: Checkout, behaviour: str = "") -> Message:
    key_id, secret = WEBHOOK_KEYS[checkout.merchant]
    if behaviour == "wrong-secret":
        secret = "not-the-secret"  # noqa: S105 - it is meant to be wrong
    signature = base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()
    headers = {"Content-Type": "application/json"}
    if behaviour != "unsigned":
        headers |= {
            "X-GCS-KeyId": "unknown-hook" if behaviour == "unknown-key" else key_id,
            "X-GCS-Signature": signature,
        }
    return Message(body, headers, doubled="X-GCS-Signature" if behaviour == "double-header" else "")


WRITERS["worldline"] = write
