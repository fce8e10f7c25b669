"""What every way of paying offers, whoever moves the money."""

from dataclasses import dataclass
from typing import Protocol

from portal.integrations.tagor.values import PaymentRedirect
from portal.payments.evidence import Facts
from portal.payments.models import Attempt


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
    ``fetch_status`` asks somebody; otherwise it gives None.
    """

    code: str
    sends_browser: bool
    has_status: bool

    def start(self, order: Order) -> PaymentRedirect | Slip:
        """Begin. Raises: IntegrationError."""

    def fetch_status(self, attempt: Attempt) -> Facts | None:
        """What is known of an attempt now, for ``evidence.judge``.

        Safe to repeat. Raises: IntegrationError.
        """
