"""Mollie's data on a payment, in English and typed."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class MollieOrder:
    """A payment to create. ``reference`` is also the idempotency key, valid for an hour.

    ``text``: what the payer's statement says, cut by each method. ``locale`` such as nl_BE.
    """

    amount_cents: int
    reference: str
    return_url: str
    webhook_url: str
    text: str
    locale: str = "nl_BE"


@dataclass(frozen=True, slots=True)
class MolliePayment:
    """The state of a payment. ``mode``: live or test. ``page_url`` is "" when nothing is left to do there.

    ``refunded_cents`` and ``charged_back_cents``: the total paid back since; ``status`` stays paid.
    """

    payment_id: str
    status: str
    mode: str
    amount_cents: int
    currency: str
    reference: str
    refunded_cents: int = 0
    charged_back_cents: int = 0
    is_cancelable: bool = False
    page_url: str = field(default="", repr=False)
