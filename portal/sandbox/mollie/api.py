"""The operations: create a payment, get it, cancel it, list methods."""

import json
import re
import secrets
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portal.sandbox.checkout.door import ApiError, Door, read_body
from portal.sandbox.checkout.page import is_over
from portal.sandbox.office import Office
from portal.sandbox.payments import PAYMENTS, Checkout

KEYS = {"test_practiceKey0123456789": "pfl_practice", "test_otherKey0123456789": "pfl_other"}
LOCALES = frozenset({"nl_BE", "nl_NL", "fr_BE", "fr_FR", "de_DE", "en_GB", "en_US", "en_BE", "en_NL"})
MINUTES = 60
_AMOUNT = re.compile(r"[0-9]+\.[0-9]{2}")


def _hal(body: Any, status: int = 200, **headers: str) -> Response:
    return Response(json.dumps(body), status_code=status, media_type="application/hal+json", headers=headers)


def _refuse(error: ApiError) -> Response:
    body: dict[str, Any] = {
        "status": error.status,
        "title": error.code,
        "detail": error.message,
        "_links": {},
    }
    if error.name:
        body["field"] = error.name
    return _hal(body, error.status)


def _find_profile(request: Request) -> str:
    scheme, _space, key = request.headers.get("authorization", "").partition(" ")
    profile = KEYS.get(key) if scheme == "Bearer" else None
    if profile is None:
        raise ApiError(401, "Unauthorized Request", "Missing authentication, or failed")
    return profile


def _lead_away(url: str) -> Response:
    return _hal(_ELSEWHERE | {"_links": {"checkout": {"href": url}}}, 201)


_ELSEWHERE = {
    "resource": "payment",
    "id": "tr_elsewhere1",
    "mode": "test",
    "status": "open",
    "amount": {"value": "1.00", "currency": "EUR"},
}
DOOR = Door(
    service="mollie",
    find_merchant=_find_profile,
    refuse=_refuse,
    lead_away=_lead_away,
    fault_words=lambda _fault: ("Practice fault", "This was asked for"),
    unknown=lambda: ApiError(404, "Not Found", "No payment exists with this token"),
)


@DOOR.operation("createPayment")
async def create(request: Request, office: Office, profile: str) -> Response:
    """The same idempotency key and body return the first answer again; another body is refused."""
    body, key = await read_body(request), request.headers.get("idempotency-key", "")
    before = DOOR.find_repeat(office, profile, key)
    if before is not None and before.body != body:
        raise ApiError(400, "Bad Request", "Idempotency key was used with another body")
    if before is not None:
        return _hal(before.answer, 201, **{"Idempotent-Replayed": "true"})
    checkout = _make(office, profile, key, body)
    office.checkouts.save(checkout)
    return _hal(checkout.answer, 201)


def _make(office: Office, profile: str, key: str, body: Any) -> Checkout:
    if not isinstance(body, dict):
        raise ApiError(400, "Bad Request", "The body is no object")
    amount = body.get("amount") or {}
    _check(body, amount)
    euros, _dot, cents = str(amount["value"]).partition(".")
    metadata = body.get("metadata") or {}
    checkout = Checkout(
        service="mollie",
        checkout_id=f"tr_{secrets.token_hex(5)}",
        token=secrets.token_hex(12),
        merchant=profile,
        reference=str(metadata.get("reference", "")),
        amount_cents=int(euros) * 100 + int(cents),
        locale=body.get("locale", "nl_BE"),
        return_url=body["redirectUrl"],
        webhook_url=body.get("webhookUrl", ""),
        key=key,
        body=body,
        minutes=MINUTES,
        started_at=office.clock.now(),
    )
    checkout.answer = describe(office, checkout, is_over=False)
    return checkout


def _check(body: dict[str, Any], amount: dict[str, Any]) -> None:
    """Validates the body. Raises ApiError with the field at fault."""
    value = str(amount.get("value"))
    redirect, hook = urlsplit(str(body.get("redirectUrl", ""))), str(body.get("webhookUrl", ""))
    rules = (
        (_AMOUNT.fullmatch(value) and value.strip("0.") != "", "amount.value"),
        (amount.get("currency") == "EUR", "amount.currency"),
        (0 < len(str(body.get("description", ""))) <= 255, "description"),
        (redirect.scheme in {"http", "https"} and redirect.netloc, "redirectUrl"),
        (not hook or urlsplit(hook).scheme in {"http", "https"}, "webhookUrl"),
        (body.get("locale", "nl_BE") in LOCALES, "locale"),
    )
    for is_good, name in rules:
        if not is_good:
            raise ApiError(422, "Unprocessable Entity", f"The {name} is invalid", name)


def describe(office: Office, checkout: Checkout, *, is_over: bool) -> dict[str, Any]:
    """A payment as it stands. It stays paid when money is refunded: only the amounts change."""
    status = PAYMENTS.mollie_states.get(checkout.outcome, "paid" if checkout.outcome else "open")
    status = "expired" if is_over else status
    refunded = sum(checkout.returned)
    back = checkout.amount_cents if checkout.outcome == "charged-back" else checkout.charged_back_cents
    reference = "OTHER" if checkout.outcome == "other-reference" else checkout.reference
    links: dict[str, Any] = {"self": {"href": "https://api.mollie.com/", "type": "application/hal+json"}}
    if status == "open":
        href = f"{office.config.base_url}/mollie/checkout/select-method/{checkout.token}"
        links["checkout"] = {"href": href, "type": "text/html"}
    payment: dict[str, Any] = {
        "resource": "payment",
        "id": checkout.checkout_id,
        "mode": "test",
        "createdAt": checkout.started_at.isoformat(timespec="seconds"),
        "expiresAt": (checkout.started_at + timedelta(minutes=checkout.minutes)).isoformat(
            timespec="seconds"
        ),
        "amount": _money(*checkout.reported),
        "description": checkout.body.get("description", ""),
        "status": 9 if checkout.outcome == "text-status" else status,
        "isCancelable": status == "open",
        "profileId": checkout.merchant,
        "metadata": None if checkout.outcome == "no-payment" else {"reference": reference},
        "method": checkout.method or None,
        # A real answer holds the payer's names and accounts; the portal must not store them.
        "details": {"consumerName": "Practice Payer", "consumerAccount": "BE68539007547034"},
        "_links": links,
    }
    if refunded:
        payment["amountRefunded"] = _money(refunded)
    if back:
        payment["amountChargedBack"] = _money(back)
    return payment | checkout.changes


def _money(cents: int, currency: str = "EUR") -> dict[str, str]:
    return {"value": f"{cents // 100}.{cents % 100:02d}", "currency": currency}


@DOOR.operation("getPayment")
async def status(request: Request, office: Office, profile: str) -> Response:
    checkout = DOOR.find(office, profile, request.path_params["payment_id"])
    return _hal(describe(office, checkout, is_over=is_over(request, checkout)))


@DOOR.operation("cancelPayment")
async def cancel(request: Request, office: Office, profile: str) -> Response:
    checkout = DOOR.find(office, profile, request.path_params["payment_id"])
    if checkout.outcome or is_over(request, checkout):
        raise ApiError(422, "Unprocessable Entity", "The payment cannot be cancelled")
    checkout.outcome, checkout.finished_at = "cancelled", office.clock.now()
    office.checkouts.save(checkout)
    return _hal(describe(office, checkout, is_over=False))


@DOOR.operation("listMethods")
async def methods(_request: Request, _office: Office, _profile: str) -> Response:
    names = PAYMENTS.mollie_methods.items()
    rows = [{"resource": "method", "id": name, "description": text} for name, text in names]
    return _hal({"count": len(rows), "_embedded": {"methods": rows}, "_links": {}})


ROUTES = [
    Route("/mollie/v2/payments", create, methods=["POST"]),
    Route("/mollie/v2/payments/{payment_id}", status, methods=["GET"]),
    Route("/mollie/v2/payments/{payment_id}", cancel, methods=["DELETE"]),
    Route("/mollie/v2/methods", methods, methods=["GET"]),
]
