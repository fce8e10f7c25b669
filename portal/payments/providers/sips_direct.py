"""Online payment with the portal itself as the merchant of SIPS: it holds the key, so it can verify.

What counts is a sealed notification, a sealed return, or an answer to getTransactionData. Nobody else reports
such a payment to the office's Tagor, so the portal does (see ``bookings``). Source: Sips Paypage JSON and
Office JSON guides.
"""

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.urls import reverse

from portal import registry
from portal.integrations.sips.notification import read_notification
from portal.integrations.sips.values import PaymentOrder
from portal.payments.attempt.states import Event
from portal.payments.models import Attempt, Notice, Provider
from portal.payments.providers import sips_codes
from portal.payments.providers.own_merchant import list_unset
from portal.payments.providers.protocol import Check, Method, Opened, Order, PaymentStatus


class SipsDirect:
    """Starts with paymentInit; what SIPS seals is the truth."""

    code = Provider.SIPS_DIRECT.value
    sends_browser = True
    has_status = True
    has_notification = True
    can_verify_return = True
    must_report = True
    opens_by_form = True
    page_life = timedelta(minutes=15)
    # Some contracts charge for each query; SIPS's own notification mostly comes first.
    least_between_checks = timedelta(seconds=60)
    tells_reversals = False
    repeat_life = timedelta(0)

    def start(self, order: Order) -> Opened:
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
        return Opened(registry.sips().start_payment(asked), merchant=self.get_merchant())

    def list_unset(self) -> Sequence[str]:
        """Merchant, secret and address, and the hosts of the page."""
        return list_unset(registry.sips, "SIPS_ALLOWED_HOSTS")

    def list_hosts(self) -> Sequence[str]:
        """The hosts of SIPS's payment page."""
        return settings.SIPS_ALLOWED_HOSTS if settings.SIPS_MERCHANT_ID else ()

    def get_api_url(self) -> str:
        """Empty: the doctor examines SIPS separately."""
        return ""

    def get_merchant(self) -> str:
        """The merchant's number."""
        return str(settings.SIPS_MERCHANT_ID)

    def parse_return(self, body: bytes) -> PaymentStatus:
        """The sealed form that a browser brought: as trustworthy as a notification.

        Raises: NoticeRefused, Unavailable.
        """
        return self.parse_notification(body)

    def parse_notification(self, body: bytes) -> PaymentStatus:
        """The status in a posted form. Raises: NoticeRefused, Unavailable when there is no merchant."""
        sips = registry.sips()
        return sips_codes.read_word(read_notification(body, merchant=sips.merchant, algorithm=sips.algorithm))

    def fetch_status(self, attempt: Attempt) -> PaymentStatus | None:
        """SIPS's data on it; None when nobody has tried to pay so far. Raises: IntegrationError."""
        word = registry.sips().get_transaction(reference=attempt.reference)
        return sips_codes.read_word(word) if word else None

    def read_event(self, notice: Notice) -> Event:
        """See ``sips_codes``."""
        return sips_codes.read_event(notice)

    def is_known_to_wait(self, notice: Notice) -> bool:
        """See ``sips_codes``."""
        return sips_codes.is_known_to_wait(notice)

    def is_alarming(self, notice: Notice) -> bool:
        """See ``sips_codes``."""
        return sips_codes.is_alarming(notice)

    def close_page(self, checkout_id: str) -> None:
        """Does nothing: the page expires by itself."""

    def list_methods(self, amount_cents: int) -> list[Method]:  # noqa: ARG002 - SIPS tells none
        """Empty: SIPS shows its methods only on its own page."""
        return []

    def check(self) -> list[Check]:
        """Empty: the doctor examines SIPS separately, see ``payments.bank.findings``."""
        return []
