"""A bank transfer that people make themselves: always possible, whatever else is down."""

from portal.office.communication import payment_reference
from portal.office.selectors import get_office, get_office_face
from portal.payments.models import Attempt, Provider
from portal.payments.providers.protocol import Order, Slip


class Transfer:
    """Tells what to write on the transfer.

    Nothing is followed: the money shows in the file when it arrives.
    """

    code = Provider.TRANSFER.value
    sends_browser = False
    has_notification = False
    can_verify_return = False
    must_report = False
    has_status = False

    def start(self, order: Order) -> Slip:
        """The slip for this order, from the office's own settings. Never fails."""
        face = get_office_face()
        return Slip(
            holder=face.account_holder,
            iban=face.iban,
            bic=face.bic,
            text=payment_reference(get_office(), order.file_name) if order.file_name else "",
            amount_cents=order.amount_cents,
        )

    def parse_return(self, body: bytes) -> None:
        """At most a hint: there is no key to verify it with."""

    def fetch_status(self, attempt: Attempt) -> None:  # noqa: ARG002 - every provider takes the attempt
        """None: there is no system to ask."""
        return
