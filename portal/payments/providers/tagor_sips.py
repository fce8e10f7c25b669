"""Online payment through the office's Tagor, which starts SIPS and books what SIPS reports to it.

The portal holds no key of SIPS, so it can verify nothing that a browser brings back: what counts is what
Tagor shows. The portal reports no payment to Tagor either, because Tagor's Pay/Finish does, and twice would
book twice.
Source: reference page of Tagor API 1.08.5000B3, Pay/Start, Pay/Finish, OnlinePaymentReceived.
"""

from portal import registry
from portal.file.visit import visit_by_office
from portal.integrations.tagor.values.account import PaymentRedirect
from portal.payments.models import Attempt
from portal.payments.providers.protocol import Order
from portal.payments.settling.evidence import Facts, read_facts


class TagorSips:
    """Pay/Start for the way out, GetDosInfo and GetLines for the truth."""

    code = Attempt.Provider.TAGOR_SIPS.value
    sends_browser = True
    has_notification = False
    can_verify_return = False
    must_report = False
    has_status = True

    def start(self, order: Order) -> PaymentRedirect:
        """One Pay/Start.

        Never sent twice: an unknown outcome needs a new reference. Raises: IntegrationError.
        """
        return registry.tagor().start_payment(
            file_id=order.file_id,
            amount_cents=order.amount_cents,
            reference=order.reference,
            return_path=order.return_path,
        )

    def parse_return(self, body: bytes) -> None:
        """A hint at most: there is no key to verify it with."""

    def parse_notification(self, body: bytes) -> None:
        """Nobody tells the portal anything by this way."""

    def fetch_status(self, attempt: Attempt) -> Facts:
        """What Tagor shows of the file now, by the office key. Raises: IntegrationError."""
        return read_facts(visit_by_office(file_id=attempt.file_id, party_id=attempt.party_id))
