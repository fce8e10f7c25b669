"""The operations: create a hosted checkout, get it, list refunds and products, test the connection."""

import base64
import hashlib
import hmac
import json
import re
import secrets
import uuid
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portal.sandbox.checkout.door import ApiError, Door, read_body
from portal.sandbox.checkout.page import is_over
from portal.sandbox.office import Office
from portal.sandbox.payments import Checkout
from portal.sandbox.worldline.auth import WEBHOOK_KEYS, check_caller
from portal.sandbox.worldline.payment import describe_checkout, describe_refunds

LOCALES = frozenset({"nl_BE", "nl_NL", "fr_FR", "de_DE", "en_GB", "en_US"})
PRODUCTS = ((3012, "Bancontact"), (809, "iDEAL | Wero"), (1, "Visa"), (3, "Mastercard"))


def _json(body: Any, status: int = 200, **headers: str) -> Response:
    """Writes JSON like the vendor: indented, with undocumented fields."""
    return Response(
        json.dumps(body, indent=2), status_code=status, media_type="application/json", headers=headers
    )


def _refuse(error: ApiError) -> Response:
    entry: dict[str, Any] = {
        "errorCode": error.code,
        "category": "PAYMENT_PLATFORM_ERROR",
        "code": error.code,
        "httpStatusCode": error.inner,
        "id": error.message,
        "message": error.message,
        "retriable": error.status >= 500,
    }
    if error.name:
        entry["propertyName"] = error.name
    return _json({"errorId": str(uuid.uuid4()), "errors": [entry], "status": error.status}, error.status)


def _find_merchant(request: Request) -> str:
    target = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    merchant = str(request.path_params["merchant"])
    check_caller(request.method, target, request.headers, merchant)
    return merchant


def _lead_away(url: str) -> Response:
    page = {"RETURNMAC": str(uuid.uuid4()), "hostedCheckoutId": str(secrets.randbelow(10**9) + 10**9)}
    return _json(page | {"redirectUrl": url})


DOOR = Door(
    service="worldline",
    find_merchant=_find_merchant,
    refuse=_refuse,
    lead_away=_lead_away,
    fault_words=lambda fault: ("30001002" if fault == "409" else "50001130", "PRACTICE_FAULT"),
    # The inner status disagrees with the outer one, as recorded from the real platform.
    unknown=lambda: ApiError(404, "20001101", "UNKNOWN_HOSTED_CHECKOUT", inner=500),
)


@DOOR.operation("createHostedCheckout")
async def create(request: Request, office: Office, merchant: str) -> Response:
    """The same idempotence key returns the first answer again, even for another body."""
    key = request.headers.get("x-gcs-idempotence-key", "")
    before = DOOR.find_repeat(office, merchant, key)
    if before is not None:
        made_at = str(int(before.started_at.timestamp() * 1000))
        return _json(before.answer, 201, **{"X-GCS-Idempotence-Request-Timestamp": made_at})
    if not request.headers.get("content-type", "").startswith("application/json"):
        raise ApiError(400, "50001000", "CONTENT_TYPE")
    checkout = _make(office, merchant, key, await read_body(request))
    office.checkouts.save(checkout)
    return _json(checkout.answer, 201)


def _make(office: Office, merchant: str, key: str, body: Any) -> Checkout:
    if not isinstance(body, dict):
        raise ApiError(400, "50001000", "BODY_IS_NO_OBJECT")
    order, special = body.get("order", {}), body.get("hostedCheckoutSpecificInput", {})
    money = order.get("amountOfMoney", {})
    reference = str(order.get("references", {}).get("merchantReference", "")) or f"W{office.next_id()}"
    _check(money, reference, special, key)
    token = secrets.token_hex(16)
    checkout_id = str(4_800_000_000 + len(office.checkouts) + 1)
    mac = str(uuid.uuid4())
    place = f"{urlsplit(office.config.base_url).netloc}/hostedcheckout/Payment/Form/{token}"
    answer = {
        "RETURNMAC": mac,
        "hostedCheckoutId": checkout_id,
        "invalidTokens": [],
        "merchantReference": reference,
        "partialRedirectUrl": place,
        "redirectUrl": f"{urlsplit(office.config.base_url).scheme}://{place}",
        "notInAnyDocument": True,
    }
    hooks = body.get("feedbacks", {}).get("webhooksUrls", [])
    return Checkout(
        service="worldline",
        checkout_id=checkout_id,
        token=token,
        merchant=merchant,
        reference=reference,
        amount_cents=money["amount"],
        locale=special.get("locale", "nl_BE"),
        return_url=special["returnUrl"],
        webhook_url=hooks[0] if hooks else "",
        key=key,
        body=body,
        answer=answer,
        return_mac=mac,
        minutes=int(special.get("sessionTimeout", 180)),
        started_at=office.clock.now(),
    )


def _check(money: dict[str, Any], reference: str, special: dict[str, Any], key: str) -> None:
    """Validates the body. Raises ApiError with the property at fault."""
    amount = money.get("amount")
    cents = amount if isinstance(amount, int) and not isinstance(amount, bool) else 0
    url = urlsplit(str(special.get("returnUrl", "")))
    rules = (
        (0 < cents < 10**12, "order.amountOfMoney.amount"),
        (re.fullmatch("[A-Z]{3}", str(money.get("currencyCode"))), "order.amountOfMoney.currencyCode"),
        (len(reference) <= 30, "order.references.merchantReference"),
        (special.get("locale", "nl_BE") in LOCALES, "hostedCheckoutSpecificInput.locale"),
        (url.scheme in {"http", "https"} and url.netloc, "hostedCheckoutSpecificInput.returnUrl"),
        (len(key) <= 40 and key.isascii(), "X-GCS-Idempotence-Key"),
    )
    for is_good, name in rules:
        if not is_good:
            raise ApiError(400, "50001111", "INVALID_VALUE", name)


@DOOR.operation("getHostedCheckout")
async def status(request: Request, office: Office, merchant: str) -> Response:
    checkout = DOOR.find(office, merchant, request.path_params["checkout_id"])
    return _json(describe_checkout(checkout, is_over=is_over(request, checkout)))


@DOOR.operation("getRefunds")
async def refunds(request: Request, office: Office, merchant: str) -> Response:
    payment_id = request.path_params["payment_id"]
    return _json(describe_refunds(DOOR.find(office, merchant, payment_id.partition("_")[0])))


@DOOR.operation("getPaymentProducts")
async def products(_request: Request, _office: Office, _merchant: str) -> Response:
    rows = [
        {
            "id": product_id,
            "displayHintsList": [{"displayOrder": n, "label": label, "logo": "https://x.example/l"}],
        }
        for n, (product_id, label) in enumerate(PRODUCTS)
    ]
    return _json({"paymentProducts": rows})


@DOOR.operation("testConnection")
async def try_connection(_request: Request, _office: Office, _merchant: str) -> Response:
    return _json({"result": "OK"})


@DOOR.operation("validateWebhookCredentials")
async def validate_webhook_key(request: Request, _office: Office, merchant: str) -> Response:
    """The caller signs nothing at all, and so shows that it holds the secret."""
    body = await read_body(request)
    key_id, secret = WEBHOOK_KEYS.get(merchant, ("", ""))
    signature = base64.b64encode(hmac.new(secret.encode(), b"", hashlib.sha256).digest()).decode()
    is_valid = bool(key_id) and body == {"key": key_id, "secret": signature}
    return _json({"result": "Valid" if is_valid else "Invalid"})


ROUTES = [
    Route("/v2/{merchant}/hostedcheckouts", create, methods=["POST"]),
    Route("/v2/{merchant}/hostedcheckouts/{checkout_id}", status, methods=["GET"]),
    Route("/v2/{merchant}/payments/{payment_id}/refunds", refunds, methods=["GET"]),
    Route("/v2/{merchant}/products", products, methods=["GET"]),
    Route("/v2/{merchant}/services/testconnection", try_connection, methods=["GET"]),
    Route("/v2/{merchant}/webhooks/validateCredentials", validate_webhook_key, methods=["POST"]),
]
