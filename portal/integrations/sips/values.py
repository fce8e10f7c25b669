"""The SIPS data on a payment, in English and typed."""

from dataclasses import dataclass, field

EURO = "978"
SUPPORTED_LANGUAGES = frozenset({"nl", "fr", "de", "en"})


class NoticeRefused(Exception):
    """A message that must not be trusted. ``reason`` is a word for the log and never holds what was sent."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class SipsKey:
    """A secret and its version, as the merchant's extranet numbers them."""

    version: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SipsMerchant:
    """The merchant. ``keys``: first the one that seals, then those still accepted."""

    merchant_id: str
    keys: tuple[SipsKey, ...]

    @property
    def secrets(self) -> tuple[str, ...]:
        return tuple(key.secret for key in self.keys)


@dataclass(frozen=True, slots=True)
class PaymentOrder:
    """One payment to open.

    ``reference``: letters and digits, at most 35, unique for the merchant for ever.
    """

    amount_cents: int
    reference: str
    return_url: str
    notification_url: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class SipsWord:
    """A verified message of SIPS about one payment.

    ``code`` is responseCode; ``status`` transactionStatus, only in an answer to getTransactionData.
    ``amount_cents`` is None when the message has none. Only equal messages have the same ``fingerprint``.
    """

    merchant_id: str
    reference: str
    code: str
    amount_cents: int | None
    currency: str
    order_id: str = ""
    context: str = ""
    status: str = ""
    fingerprint: str = ""
