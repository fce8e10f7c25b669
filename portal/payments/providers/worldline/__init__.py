"""Online payment by Worldline Direct, with the portal as merchant: hosted checkout.

Only the answer to our own status query counts, with our own key. A webhook, signed or not, and a browser that
comes back only trigger a query. Nobody else reports such a payment to the office's Tagor, so the portal does.
Source: docs.direct.worldline-solutions.com, hosted checkout page, statuses.
"""

from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from portal import registry
from portal.integrations.errors import NotFound
from portal.integrations.worldline.values import CheckoutOrder, CheckoutStatus, Payment
from portal.payments.attempt.states import PAID
from portal.payments.models import Attempt, Provider, State
from portal.payments.providers.fingerprints import make_fingerprint
from portal.payments.providers.means import find_kind
from portal.payments.providers.own_merchant import OwnMerchant, list_unset, make_return_url, open_address
from portal.payments.providers.protocol import Check, Method, Opened, Order, PaymentStatus
from portal.payments.providers.worldline import codes, examination

LOCALES = {"nl": "nl_BE", "fr": "fr_FR", "de": "de_DE", "en": "en_GB"}
"""Those that the vendor lists: fr_BE and de_BE are not among them."""
_SETTLED = (*PAID, State.SEEN, State.BOOKED, State.NEEDS_REVIEW)


class Worldline(OwnMerchant):
    """Starts with a hosted checkout; its status is the truth."""

    code = Provider.WORLDLINE.value
    code_table = codes
    page_life = timedelta(minutes=30)
    repeat_life = timedelta(hours=23)  # the vendor promises a day
    least_between_checks = timedelta(seconds=3)

    def start(self, order: Order) -> Opened:
        """One hosted checkout. The same order again gives the same page. Raises: IntegrationError."""
        asked = CheckoutOrder(
            amount_cents=order.amount_cents,
            reference=order.reference,
            return_url=make_return_url(order),
            webhook_url=settings.PORTAL_URL + reverse("payments:worldline-webhook"),
            locale=LOCALES.get(order.language, LOCALES["nl"]),
            page_minutes=int(self.page_life.total_seconds() // 60),
            text=order.file_name,
        )
        client = registry.worldline()
        made = client.create_checkout(asked)
        return open_address(made.page_url, checkout_id=made.checkout_id, merchant=client.merchant_id)

    def list_unset(self) -> Sequence[str]:
        """The address, the merchant and its key."""
        return list_unset(registry.worldline)

    def list_hosts(self) -> Sequence[str]:
        """The hosts in the settings, else the API's own, where the page is."""
        if not (settings.WORLDLINE_URL and settings.WORLDLINE_MERCHANT_ID):
            return ()
        return settings.WORLDLINE_ALLOWED_HOSTS or (urlsplit(settings.WORLDLINE_URL).netloc,)

    def get_api_url(self) -> str:
        """The URL in the settings."""
        return str(settings.WORLDLINE_URL)

    def get_merchant(self) -> str:
        """The merchant's id (PSPID)."""
        return str(settings.WORLDLINE_MERCHANT_ID)

    def fetch_status(self, attempt: Attempt) -> PaymentStatus | None:
        """The state of the checkout; None while it is undecided. Raises: IntegrationError."""
        if not attempt.checkout_id:
            return None
        client = registry.worldline()
        try:
            found = client.get_checkout(attempt.checkout_id)
        except NotFound:
            return None  # old ones expire with their page: our own clock ends the attempt
        payment = found.payment
        refunded_cents = 0
        if payment is not None and attempt.state in _SETTLED and payment.code in codes.TAKEN_ONCE:
            refunded_cents = client.get_refunded_cents(payment.payment_id)
        return _make_status(attempt, found, refunded_cents)

    def list_methods(self, amount_cents: int) -> list[Method]:
        """The products enabled for this merchant. Raises: IntegrationError."""
        found = registry.worldline().list_products(amount_cents=amount_cents, country="BE", locale="en_GB")
        return [Method(f"worldline-{one}", name, find_kind(codes.KINDS, one)) for one, name in found]

    def check(self) -> list[Check]:
        """See ``examination``."""
        return examination.check_worldline(self.list_hosts())


def _make_status(attempt: Attempt, found: CheckoutStatus, refunded_cents: int) -> PaymentStatus | None:
    payment = found.payment
    if payment is None:
        return _make_unpaid(attempt, found)
    if payment.code in codes.NOTHING_YET:
        return None
    charged_back_cents = (payment.amount_cents or 0) if payment.status in codes.TAKEN_BACK else 0
    if payment.code in codes.GIVEN_BACK:
        refunded_cents = max(refunded_cents, payment.amount_cents or 0)
    facts = (payment.code, payment.status, payment.amount_cents, refunded_cents, charged_back_cents)
    return PaymentStatus(
        provider=Worldline.code,
        reference=attempt.reference,
        code=str(payment.code),
        status=payment.status,
        amount_cents=payment.amount_cents,
        currency=payment.currency,
        is_about_order=_is_about(payment, attempt),
        payment_id=payment.payment_id,
        refunded_cents=refunded_cents,
        charged_back_cents=charged_back_cents,
        fingerprint=make_fingerprint(attempt, payment.payment_id, *facts),
    )


def _make_unpaid(attempt: Attempt, found: CheckoutStatus) -> PaymentStatus | None:
    """A checkout without a payment; the vendor has one status for "payer left" and "time ran out"."""
    if found.status in codes.CHECKOUT_OPEN:
        return None
    return PaymentStatus(
        provider=Worldline.code,
        reference=attempt.reference,
        code=codes.name_checkout(found.status, attempt, Worldline.page_life),
        status=found.status[:30],
        fingerprint=make_fingerprint(attempt, found.status),
    )


def _is_about(payment: Payment, attempt: Attempt) -> bool:
    same_merchant = attempt.merchant in {"", registry.worldline().merchant_id}
    return payment.reference == attempt.reference and same_merchant
