"""What Mollie says of a payment, in English and typed."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class MollieOrder:
    """One payment to open. ``reference``: also the key that makes it repeatable for an hour.

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
    """A payment as it stands. ``mode``: live or test. ``page_url`` "": nothing is left to do there.

    ``refunded_cents`` and ``charged_back_cents``: what went back since, in all; ``status`` stays paid then.
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
