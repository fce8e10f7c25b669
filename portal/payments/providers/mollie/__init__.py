"""Online payment by Mollie, with the portal as merchant.

Only the answer to our own status query counts, with our own key and our own stored id. A webhook holds an id
only and no signature, by design; it and a browser that comes back only trigger a query. Nobody else reports
such a payment to the office's Tagor, so the portal does. Source: docs.mollie.com, handling payment status;
payments API.
"""

import hashlib
from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.urls import reverse

from portal import registry
from portal.integrations.errors import NotFound
from portal.integrations.mollie.values import MollieOrder, MolliePayment
from portal.payments.models import Attempt, Provider
from portal.payments.providers.fingerprints import make_fingerprint
from portal.payments.providers.means import find_kind
from portal.payments.providers.mollie import codes, examination
from portal.payments.providers.own_merchant import OwnMerchant, list_unset, make_return_url, open_address
from portal.payments.providers.protocol import Check, Method, Opened, Order, PaymentStatus

LOCALES = {"nl": "nl_BE", "fr": "fr_BE", "de": "de_DE", "en": "en_GB"}
"""Mollie knows no de_BE."""


class Mollie(OwnMerchant):
    """Starts with a payment; its status is the truth."""

    code = Provider.MOLLIE.value
    code_table = codes
    # Each method has its own lifetime; the longest of those that end by themselves (Bancontact, KBC, Belfius)
    # is an hour.
    page_life = timedelta(hours=1)
    repeat_life = timedelta(minutes=55)  # the vendor promises an hour
    least_between_checks = timedelta(seconds=3)

    def start(self, order: Order) -> Opened:
        """One payment. The same order again within an hour gives the same one. Raises: IntegrationError."""
        asked = MollieOrder(
            amount_cents=order.amount_cents,
            reference=order.reference,
            return_url=make_return_url(order),
            webhook_url=settings.PORTAL_URL + reverse("payments:mollie-webhook", args=[order.token]),
            text=order.file_name or order.reference,
            locale=LOCALES.get(order.language, LOCALES["nl"]),
        )
        made = registry.mollie().create_payment(asked)
        return open_address(made.page_url, checkout_id=made.payment_id, merchant=self.get_merchant())

    def list_unset(self) -> Sequence[str]:
        """The key, and the hosts of the page."""
        return list_unset(registry.mollie, "MOLLIE_ALLOWED_HOSTS")

    def list_hosts(self) -> Sequence[str]:
        """The hosts in the settings."""
        return settings.MOLLIE_ALLOWED_HOSTS if settings.MOLLIE_API_KEY else ()

    def get_api_url(self) -> str:
        """The URL in the settings."""
        return str(settings.MOLLIE_URL)

    def get_merchant(self) -> str:
        """The mode and a short hash of the key: another key may mean another profile and account."""
        key = str(settings.MOLLIE_API_KEY)
        if not key:
            return ""
        mark = hashlib.sha256(f"mollie-profile:{key}".encode()).hexdigest()[:12]
        return f"{key.partition('_')[0]}:{mark}"

    def fetch_status(self, attempt: Attempt) -> PaymentStatus | None:
        """The state of the payment; None while it is undecided. Raises: IntegrationError."""
        if not attempt.checkout_id:
            return None
        client = registry.mollie()
        try:
            found = client.get_payment(attempt.checkout_id)
        except NotFound:
            return None  # our own clock ends the attempt
        if found.status in codes.NOTHING_YET:
            return None
        return _make_status(attempt, found, mode=client.mode)

    def close_page(self, checkout_id: str) -> None:
        """Cancel the payment, if that is possible. Raises: IntegrationError."""
        if checkout_id and registry.mollie().get_payment(checkout_id).is_cancelable:
            registry.mollie().cancel_payment(checkout_id)

    def list_methods(self, amount_cents: int) -> list[Method]:
        """The methods enabled for this profile. Raises: IntegrationError."""
        found = registry.mollie().list_methods(amount_cents=amount_cents)
        return [Method(f"mollie-{one}", name, find_kind(codes.KINDS, one)) for one, name in found]

    def check(self) -> list[Check]:
        """See ``examination``."""
        return examination.check_mollie(self.list_hosts())


def _make_status(attempt: Attempt, found: MolliePayment, *, mode: str) -> PaymentStatus:
    is_ours = found.reference == attempt.reference and found.mode == mode
    facts = (found.status, found.amount_cents, found.refunded_cents, found.charged_back_cents, is_ours)
    return PaymentStatus(
        provider=Mollie.code,
        reference=attempt.reference,
        code=found.status[:10],
        amount_cents=found.amount_cents,
        currency=found.currency,
        is_about_order=is_ours,
        refunded_cents=found.refunded_cents,
        charged_back_cents=found.charged_back_cents,
        fingerprint=make_fingerprint(attempt, *facts),
    )
