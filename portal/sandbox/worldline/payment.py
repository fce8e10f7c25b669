"""The answers for a checkout and its payment, for each outcome (statuses of the vendor's page)."""

from typing import Any

from portal.sandbox.payments import PAYMENTS, Checkout

STATES = PAYMENTS.worldline_states
_TAKEN = STATES["paid"]
ENDED_WITHOUT = {"cancelled", "expired"}


def describe_checkout(checkout: Checkout, *, is_over: bool) -> dict[str, Any]:
    """The answer of GetHostedCheckout."""
    if checkout.outcome in ENDED_WITHOUT or is_over:
        return {"status": "CANCELLED_BY_CONSUMER"}
    if not checkout.outcome:
        return {"status": "IN_PROGRESS"}
    if checkout.outcome == "no-payment":
        return {"status": "PAYMENT_CREATED"}
    created = {"paymentStatusCategory": "SUCCESSFUL", "payment": describe_payment(checkout)}
    return {"status": "PAYMENT_CREATED", "createdPaymentOutput": created, "anotherField": {"x": 1}}


def describe_payment(checkout: Checkout) -> dict[str, Any]:
    """One payment, as in the status and in a webhook."""
    word, code, category = STATES.get(checkout.outcome, _TAKEN)
    if checkout.charged_back_cents:
        word, code, category = STATES["charged-back"]
    cents, currency = checkout.reported
    money = {"amount": cents, "currencyCode": currency}
    reference = "OTHER1234567890" if checkout.outcome == "other-reference" else checkout.reference
    payment = {
        "id": f"{checkout.checkout_id}_0",
        "status": word,
        "statusOutput": {"statusCode": code, "statusCategory": category, "isAuthorized": False},
        "paymentOutput": {
            "amountOfMoney": money,
            "acquiredAmount": money if code == 9 else {"amount": 0, "currencyCode": "EUR"},
            "references": {"merchantReference": reference},
            "paymentMethod": "redirect",
            # A real answer holds the payer's names and accounts; the portal must not store them.
            "redirectPaymentMethodSpecificOutput": {
                "paymentProductId": 3012,
                "customerBankAccount": _ACCOUNT,
            },
        },
        "hostedCheckoutSpecificOutput": {"hostedCheckoutId": checkout.checkout_id, "variant": "100"},
    }
    return payment | checkout.changes


_ACCOUNT = {"accountHolderName": "Practice Payer", "iban": "BE68539007547034", "bic": "GEBABEBB"}


def describe_refunds(checkout: Checkout) -> dict[str, Any]:
    """Every refund of a payment; a partial one leaves the payment's own status as it was."""
    return {
        "refunds": [
            {
                "id": f"{checkout.checkout_id}_{number}",
                "status": "REFUNDED",
                "refundOutput": {"amountOfMoney": {"amount": cents, "currencyCode": "EUR"}},
            }
            for number, cents in enumerate(checkout.returned, start=1)
        ]
    }
