"""The names of the wire. Amounts are texts with exactly two decimals; nothing is ever a float.

The SDK passes on any answer, even an empty one, so every field is checked here. Names and accounts are not
read.
"""

import re
from collections.abc import Mapping
from typing import Any

from portal.integrations.mollie.values import MollieOrder, MolliePayment

EURO = "EUR"
PAYMENT_ID = re.compile(r"tr_[0-9A-Za-z]{1,60}")
_AMOUNT = re.compile(r"([0-9]{1,10})\.([0-9]{2})")


def write_order(order: MollieOrder) -> dict[str, Any]:
    """The body of a new payment: captured at once, any enabled method."""
    return {
        "amount": {"currency": EURO, "value": write_amount(order.amount_cents)},
        "description": order.text[:255],
        "redirectUrl": order.return_url,
        "webhookUrl": order.webhook_url,
        "metadata": {"reference": order.reference},
        "locale": order.locale,
    }


def write_amount(cents: int) -> str:
    """12.34 for 1234."""
    return f"{cents // 100}.{cents % 100:02d}"


def read_payment(answer: Mapping[str, Any]) -> MolliePayment:
    """Raises ValueError when something is missing or of another type."""
    if not isinstance(answer, Mapping):
        raise ValueError("no payment")  # noqa: TRY004 - one kind of error for whatever is wrong
    payment_id = _text(answer, "id")
    if not PAYMENT_ID.fullmatch(payment_id):
        raise ValueError("id")
    cents, currency = _money(answer.get("amount"))
    metadata, links = answer.get("metadata"), answer.get("_links")
    return MolliePayment(
        payment_id=payment_id,
        status=_text(answer, "status"),
        mode=_text(answer, "mode"),
        amount_cents=cents,
        currency=currency,
        reference=str(metadata.get("reference", "")) if isinstance(metadata, Mapping) else "",
        refunded_cents=_money(answer["amountRefunded"])[0] if answer.get("amountRefunded") else 0,
        charged_back_cents=_money(answer["amountChargedBack"])[0] if answer.get("amountChargedBack") else 0,
        is_cancelable=answer.get("isCancelable") is True,
        page_url=_link(links, "checkout"),
    )


def read_methods(answer: Any) -> list[tuple[str, str]]:
    """Id and name of each method."""
    found = [(one.get("id"), one.get("description")) for one in answer]
    return [(name, text) for name, text in found if isinstance(name, str) and isinstance(text, str)]


def _text(answer: Mapping[str, Any], name: str) -> str:
    value = answer.get(name)
    if not isinstance(value, str) or not value:
        raise ValueError(name)
    return value


def _money(value: Any) -> tuple[int, str]:
    if not isinstance(value, Mapping):
        raise ValueError("amount")  # noqa: TRY004 - one kind of error for whatever is wrong
    match = _AMOUNT.fullmatch(str(value.get("value")))
    currency = value.get("currency")
    if match is None or not isinstance(currency, str):
        raise ValueError("amount")
    return int(match[1]) * 100 + int(match[2]), currency


def _link(links: Any, name: str) -> str:
    link = links.get(name) if isinstance(links, Mapping) else None
    href = link.get("href") if isinstance(link, Mapping) else None
    return href if isinstance(href, str) else ""
