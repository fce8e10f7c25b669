"""Worldline Direct's data on a hosted checkout, in English and typed."""

from dataclasses import dataclass, field

LIVE_HOST, TEST_HOST = (
    "payment.direct.worldline-solutions.com",
    "payment.preprod.direct.worldline-solutions.com",
)


class EventRefused(Exception):
    """A webhook that must not be trusted. ``reason`` is a word for the log and never holds what was sent."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class CheckoutOrder:
    """One payment to open.

    ``reference``: letters and digits, at most 30; also the key that makes it repeatable.
    ``locale`` such as nl_BE; ``page_minutes``: how long the page can be paid on; ``text``: for the payer's
    statement, at most 22 characters, where the acquirer takes one.
    """

    amount_cents: int
    reference: str
    return_url: str
    webhook_url: str = ""
    locale: str = "nl_BE"
    page_minutes: int = 30
    text: str = ""


@dataclass(frozen=True, slots=True)
class Checkout:
    """A payment page that was created. ``is_repeat``: it existed already, with the same reference."""

    checkout_id: str
    page_url: str = field(repr=False)
    is_repeat: bool = False


@dataclass(frozen=True, slots=True)
class Payment:
    """The state of a checkout's payment.

    ``code`` is statusCode (9: captured), ``status`` its name (CAPTURED). ``amount_cents`` is the amount
    acquired, if given, else the amount requested.
    """

    payment_id: str
    status: str
    code: int
    category: str
    amount_cents: int | None
    currency: str
    reference: str


@dataclass(frozen=True, slots=True)
class CheckoutStatus:
    """The state of a checkout: IN_PROGRESS, PAYMENT_CREATED, CANCELLED_BY_CONSUMER or an unknown word."""

    checkout_id: str
    status: str
    payment: Payment | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A signed webhook, which only says that a payment has news. "" for what it does not name."""

    event_id: str
    kind: str
    merchant_id: str
    checkout_id: str = ""
    payment_id: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class WebhookKey:
    """A pair of the merchant portal: the id is sent along, the secret signs."""

    key_id: str
    secret: str = field(repr=False)
