"""The names of the wire: the body of a hosted checkout, and the fields read from an answer.

The SDK drops keys it does not know and passes any type on, so every field is checked here. Names, card and
account numbers in an answer are never read.
"""

from typing import Any

from portal.integrations.worldline.values import Checkout, CheckoutOrder, CheckoutStatus, Payment

EURO = "EUR"
SALE = "SALE"
CAPTURED = 9
_GIVEN_BACK = frozenset({"REFUNDED", "REFUND_REQUESTED", "PENDING_APPROVAL"})


def write_order(order: CheckoutOrder) -> dict[str, Any]:
    """The body of createHostedCheckout.

    One try per page: a refusal is then final, and a second try is a new payment. The card is charged at once;
    by default it is only reserved, and the money returns to the payer days later.
    """
    body: dict[str, Any] = {
        "order": {
            "amountOfMoney": {"amount": order.amount_cents, "currencyCode": EURO},
            "references": {"merchantReference": order.reference},
        },
        "hostedCheckoutSpecificInput": {
            "locale": order.locale,
            "returnUrl": order.return_url,
            "showResultPage": False,
            "sessionTimeout": order.page_minutes,
            "allowedNumberOfPaymentAttempts": 1,
        },
        "cardPaymentMethodSpecificInput": {"authorizationMode": SALE},
        "mobilePaymentMethodSpecificInput": {"authorizationMode": SALE},
        "redirectPaymentMethodSpecificInput": {"requiresApproval": False},
    }
    if order.text:
        body["order"]["references"]["softDescriptor"] = order.text[:22]
    if order.webhook_url:
        body["feedbacks"] = {"webhooksUrls": [order.webhook_url]}
    return body


def read_checkout(answer: Any, *, is_repeat: bool) -> Checkout:
    """Raises ValueError when id or address is missing."""
    return Checkout(
        checkout_id=_text(answer.hosted_checkout_id, "hostedCheckoutId"),
        page_url=_text(answer.redirect_url, "redirectUrl"),
        is_repeat=is_repeat,
    )


def read_status(answer: Any, *, checkout_id: str) -> CheckoutStatus:
    """Raises ValueError when something is missing or of another type."""
    created = answer.created_payment_output
    payment = created.payment if created is not None else None
    return CheckoutStatus(
        checkout_id=checkout_id,
        status=_text(answer.status, "status"),
        payment=read_payment(payment) if payment is not None else None,
    )


def read_payment(payment: Any) -> Payment:
    """One payment. Raises ValueError when something is missing or of another type."""
    output, state = payment.payment_output, payment.status_output
    code = _number(state.status_code, "statusCode")
    money = output.amount_of_money
    if code == CAPTURED and output.acquired_amount is not None:
        money = output.acquired_amount  # the amount captured, where it differs from the amount requested
    references = output.references
    return Payment(
        payment_id=_text(payment.id, "payment.id"),
        status=_text(payment.status, "payment.status"),
        code=code,
        category=str(state.status_category or ""),
        amount_cents=_number(money.amount, "amount") if money is not None else None,
        currency=_text(money.currency_code, "currencyCode") if money is not None else "",
        reference=str((references.merchant_reference if references is not None else "") or ""),
    )


def read_refunds(answer: Any) -> int:
    """The sum refunded or being refunded. Raises ValueError for an amount of another type."""
    total = 0
    for refund in answer.refunds or []:
        if refund.status in _GIVEN_BACK and refund.refund_output is not None:
            total += _number(refund.refund_output.amount_of_money.amount, "refund amount")
    return total


def read_products(answer: Any) -> list[tuple[str, str]]:
    """Id and label of each product."""
    found = []
    for product in answer.payment_products or []:
        hints = product.display_hints_list or ([product.display_hints] if product.display_hints else [])
        label = next((hint.label for hint in hints if hint.label), None)
        if isinstance(product.id, int) and isinstance(label, str):
            found.append((str(product.id), label))
    return found


def _text(value: Any, name: str) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError(f"{name} is no text")
    return value


def _number(value: Any, name: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(f"{name} is no whole number")
    return value
