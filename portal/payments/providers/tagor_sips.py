"""Online payment through the office's Tagor, which starts SIPS and books what SIPS reports to it.

The portal has no key of SIPS, so it cannot verify what a browser brings back: only Tagor's data counts. The
portal reports no payment to Tagor either, because Tagor's Pay/Finish does, and a second report would book it
twice. Source: reference page of Tagor API 1.08.5000B3, Pay/Start, Pay/Finish, OnlinePaymentReceived.
"""

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings

from portal import registry
from portal.file.visit import visit_by_office
from portal.payments.attempt.evidence import Facts, read_facts
from portal.payments.attempt.states import Event
from portal.payments.models import Attempt, Notice, Provider
from portal.payments.providers.own_merchant import list_unset
from portal.payments.providers.protocol import Check, Method, Opened, Order


class TagorSips:
    """Starts with Pay/Start; GetDosInfo and GetLines are the truth."""

    code = Provider.TAGOR_SIPS.value
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

    def list_unset(self) -> Sequence[str]:
        """Tagor's address, and the hosts of the page."""
        return list_unset(registry.tagor, "SIPS_ALLOWED_HOSTS")

    def list_hosts(self) -> Sequence[str]:
        """The hosts of SIPS's payment page."""
        return list(settings.SIPS_ALLOWED_HOSTS)

    def get_api_url(self) -> str:
        """Empty: the doctor examines SIPS separately."""
        return ""

    def get_merchant(self) -> str:
        """Tagor is the merchant."""
        return ""

    def parse_return(self, body: bytes) -> None:
        """At most a hint: there is no key to verify it with."""

    def fetch_status(self, attempt: Attempt) -> Facts:
        """Tagor's current data on the file, read with the office key. Raises: IntegrationError."""
        return read_facts(visit_by_office(file_id=attempt.file_id, party_id=attempt.party_id))

    def read_event(self, notice: Notice) -> Event:  # noqa: ARG002 - every provider takes the notice
        """Never called: this provider sends no notices."""
        return Event.BANK_UNKNOWN

    def is_known_to_wait(self, notice: Notice) -> bool:  # noqa: ARG002
        """Never called: this provider sends no notices."""
        return False

    def is_alarming(self, notice: Notice) -> bool:  # noqa: ARG002
        """Never called: this provider sends no notices."""
        return True

    def close_page(self, checkout_id: str) -> None:
        """Does nothing: the page expires by itself."""

    def list_methods(self, amount_cents: int) -> list[Method]:  # noqa: ARG002
        """Empty: SIPS shows its methods only on its own page."""
        return []

    def check(self) -> list[Check]:
        """Empty: the doctor examines Tagor and SIPS separately."""
        return []
