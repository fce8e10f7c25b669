"""What every way of paying offers, whoever moves the money."""

from dataclasses import dataclass
from typing import Protocol

from portal.integrations.sips.values import SipsWord
from portal.integrations.tagor.values.account import PaymentRedirect
from portal.payments.models import Attempt
from portal.payments.settling.evidence import Facts


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be paid.

    ``return_path`` is where a browser comes back to, relative to the portal's address.
    """

    file_id: str
    file_name: str
    amount_cents: int
    reference: str = ""
    return_path: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Slip:
    """What to write on a transfer. ``iban`` is "" when the office has not told its account."""

    holder: str
    iban: str
    bic: str
    text: str
    amount_cents: int


class Provider(Protocol):
    """One way of paying.

    ``sends_browser``: ``start`` gives a redirect to another site; otherwise it gives a slip. ``has_status``:
    ``fetch_status`` asks somebody; otherwise it gives None. ``has_notification``: the payment service tells
    us by itself. ``can_verify_return``: a browser can bring proof; otherwise what it brings is left unread.
    ``must_report``: nobody but the portal tells the office of the money.
    """

    code: str
    sends_browser: bool
    has_status: bool
    has_notification: bool
    can_verify_return: bool
    must_report: bool

    def start(self, order: Order) -> PaymentRedirect | Slip:
        """Begin. Raises: IntegrationError."""

    def parse_return(self, body: bytes) -> SipsWord | None:
        """The proof a browser brought, or None: then it is a hint. Raises: NoticeRefused, Unavailable."""

    def parse_notification(self, body: bytes) -> SipsWord | None:
        """What the payment service tells, if it tells us anything. Raises: NoticeRefused, Unavailable."""

    def fetch_status(self, attempt: Attempt) -> Facts | SipsWord | None:
        """What is known of an attempt now: facts of the office, or a word of the bank.

        Safe to repeat. Raises: IntegrationError.
        """
