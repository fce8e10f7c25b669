"""Online payment through the office's Tagor, which starts SIPS and books what SIPS reports to it.

The portal holds no key of SIPS, so it can verify nothing that a browser brings back: what counts is what
Tagor shows. The portal reports no payment to Tagor either, because Tagor's Pay/Finish does, and twice would
book twice.
Source: reference page of Tagor API 1.08.5000B3, Pay/Start, Pay/Finish, OnlinePaymentReceived.
"""

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings

from portal import registry
from portal.file.visit import visit_by_office
from portal.payments.attempt.states import Event
from portal.payments.models import Attempt, Notice
from portal.payments.providers.protocol import Check, Method, Opened, Order
from portal.payments.settling.evidence import Facts, read_facts


class TagorSips:
    """Pay/Start for the way out, GetDosInfo and GetLines for the truth."""

    code = Attempt.Provider.TAGOR_SIPS.value
    sends_browser = True
    has_notification = False
    can_verify_return = False
    must_report = False
    has_status = True
    opens_by_form = True
    page_life = timedelta(minutes=15)
    least_between_checks = timedelta(seconds=3)
    tells_reversals = False
    repeat_life = timedelta(0)

    def start(self, order: Order) -> Opened:
        """One Pay/Start.

        Never sent twice: an unknown outcome needs a new reference. Raises: IntegrationError.
        """
        redirect = registry.tagor().start_payment(
            file_id=order.file_id,
            amount_cents=order.amount_cents,
            reference=order.reference,
            return_path=order.return_path,
        )
        return Opened(redirect)

    def list_hosts(self) -> Sequence[str]:
        """Those of the payment page of SIPS."""
        return list(settings.SIPS_ALLOWED_HOSTS)

    def get_api_url(self) -> str:
        """The doctor looks at it by itself."""
        return ""

    def get_merchant(self) -> str:
        """Tagor is the merchant."""
        return ""

    def parse_return(self, body: bytes) -> None:
        """A hint at most: there is no key to verify it with."""

    def fetch_status(self, attempt: Attempt) -> Facts:
        """What Tagor shows of the file now, by the office key. Raises: IntegrationError."""
        return read_facts(visit_by_office(file_id=attempt.file_id, party_id=attempt.party_id))

    def read_event(self, notice: Notice) -> Event:  # noqa: ARG002 - every provider takes the notice
        """Nobody tells the portal anything by this way."""
        return Event.BANK_UNKNOWN

    def is_known_to_wait(self, notice: Notice) -> bool:  # noqa: ARG002
        """Nobody tells the portal anything by this way."""
        return False

    def is_alarming(self, notice: Notice) -> bool:  # noqa: ARG002
        """Nobody tells the portal anything by this way."""
        return True

    def close_page(self, checkout_id: str) -> None:
        """Its page cannot be closed from here: it ends by itself."""

    def list_methods(self, amount_cents: int) -> list[Method]:  # noqa: ARG002
        """SIPS shows its methods on its own page alone."""
        return []

    def check(self) -> list[Check]:
        """The doctor looks at Tagor and SIPS by itself."""
        return []
