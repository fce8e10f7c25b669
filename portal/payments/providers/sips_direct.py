"""Online payment with the portal itself as the merchant of SIPS: it holds the key, so it can verify.

What counts is a sealed notification, a sealed return, or an answer to getTransactionData. Nobody else tells
the office's Tagor of such a payment, so the portal reports it (see ``bookings``).
Source: Sips Paypage JSON and Office JSON guides.
"""

from django.conf import settings
from django.urls import reverse

from portal import registry
from portal.integrations.sips.notification import read_notification
from portal.integrations.sips.values import PaymentOrder, SipsWord
from portal.integrations.tagor.values.account import PaymentRedirect
from portal.payments.models import Attempt
from portal.payments.providers.protocol import Order


class SipsDirect:
    """paymentInit for the way out; what SIPS seals for the truth."""

    code = Attempt.Provider.SIPS_DIRECT.value
    sends_browser = True
    has_status = True
    has_notification = True
    can_verify_return = True
    must_report = True

    def start(self, order: Order) -> PaymentRedirect:
        """One paymentInit.

        Never sent twice with one reference: an unknown outcome needs a new one. Raises: IntegrationError.
        """
        asked = PaymentOrder(
            amount_cents=order.amount_cents,
            reference=order.reference,
            return_url=f"{settings.PORTAL_URL}/{order.return_path}",
            notification_url=settings.PORTAL_URL + reverse("payments:notification"),
            language=order.language,
        )
        return registry.sips().start_payment(asked)

    def parse_return(self, body: bytes) -> SipsWord:
        """The sealed form a browser brought: as good as a notification.

        Raises: NoticeRefused, Unavailable.
        """
        return self.parse_notification(body)

    def parse_notification(self, body: bytes) -> SipsWord:
        """The word in a posted form. Raises: NoticeRefused, Unavailable when there is no merchant."""
        sips = registry.sips()
        return read_notification(body, merchant=sips.merchant, algorithm=sips.algorithm)

    def fetch_status(self, attempt: Attempt) -> SipsWord | None:
        """What SIPS knows of it now; None when nobody got to pay so far. Raises: IntegrationError."""
        return registry.sips().get_transaction(reference=attempt.reference)
