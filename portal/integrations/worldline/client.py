"""Worldline Direct: hosted checkout through the vendor's own SDK, on our transport.

Contract owner: Worldline. The signature, the models and the webhook's check are those of
``onlinepayments-sdk-python3``. Source: docs.direct.worldline-solutions.com, hosted checkout page, statuses,
idempotent requests.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from onlinepayments.sdk.api_exception import ApiException
from onlinepayments.sdk.call_context import CallContext
from onlinepayments.sdk.communicator_configuration import CommunicatorConfiguration
from onlinepayments.sdk.domain.create_hosted_checkout_request import CreateHostedCheckoutRequest
from onlinepayments.sdk.domain.validate_credentials_request import ValidateCredentialsRequest
from onlinepayments.sdk.factory import Factory
from onlinepayments.sdk.merchant.products.get_payment_products_params import GetPaymentProductsParams

from portal.integrations.alternatives import Engine
from portal.integrations.breaker import CircuitBreaker
from portal.integrations.context import operation_named
from portal.integrations.errors import (
    Conflict,
    IntegrationError,
    NotAuthorised,
    NotFound,
    NotSetUp,
    OutcomeUnknown,
    Rejected,
    Unavailable,
    UnexpectedResponse,
)
from portal.integrations.exchange import Limits
from portal.integrations.http import SystemClient
from portal.integrations.worldline import wire
from portal.integrations.worldline.connection import NoMetadata, PortalConnection
from portal.integrations.worldline.values import Checkout, CheckoutOrder, CheckoutStatus, WebhookKey
from portal.integrations.worldline.webhook_keys import sign

CREATE, STATUS, REFUNDS, PRODUCTS, TEST, WEBHOOK_KEY = (
    "createHostedCheckout",
    "getHostedCheckout",
    "getRefunds",
    "getPaymentProducts",
    "testConnection",
    "validateWebhookCredentials",
)
_ID = re.compile(r"[0-9A-Za-z_-]{1,80}")
_REFERENCE = re.compile(r"[0-9A-Za-z]{1,30}")
_MUST_BE_POSITIVE_S = 1.0


class WorldlineClient:
    """The calls of one merchant (PSPID). Safe to share between threads."""

    def __init__(self, *, sdk: Any, merchant_id: str) -> None:
        self.merchant_id = merchant_id
        self._merchant = sdk.merchant(merchant_id)

    def create_checkout(self, order: CheckoutOrder) -> Checkout:
        """Make a payment page. ``POST /v2/{merchant}/hostedcheckouts``.

        May be repeated with the same reference within a day: the first answer comes again, whatever the body.
        Cards are charged and not only reserved (SALE). The caller must still check the host of the page.
        Raises ValueError for an impossible amount or reference; Rejected (nothing was made), Unavailable
        (nothing was made), NotAuthorised, OutcomeUnknown (repeat it with the same reference).
        """
        if not 0 < order.amount_cents < 10**12 or not _REFERENCE.fullmatch(order.reference):
            raise ValueError("an amount of 1 to 12 digits and a reference of letters and digits")
        body = CreateHostedCheckoutRequest().from_dictionary(wire.write_order(order))
        context = CallContext(idempotence_key=order.reference)
        with _explained(CREATE, is_write=True):
            answer = self._merchant.hosted_checkout().create_hosted_checkout(body, context)
            return wire.read_checkout(answer, is_repeat=context.idempotence_request_timestamp is not None)

    def get_checkout(self, checkout_id: str) -> CheckoutStatus:
        """The current state of a checkout. ``GET /v2/{merchant}/hostedcheckouts/{id}``. No side effects.

        Raises: NotFound (old or unknown), Unavailable, NotAuthorised, UnexpectedResponse.
        """
        _check_id(checkout_id, STATUS)
        with _explained(STATUS):
            return wire.read_status(
                self._merchant.hosted_checkout().get_hosted_checkout(checkout_id), checkout_id=checkout_id
            )

    def get_refunded_cents(self, payment_id: str) -> int:
        """The total refunded, or being refunded, for a payment.

        ``GET /v2/{merchant}/payments/{id}/refunds``. Raises as ``get_checkout``.
        """
        _check_id(payment_id, REFUNDS)
        with _explained(REFUNDS):
            return wire.read_refunds(self._merchant.refunds().get_refunds(payment_id))

    def list_products(self, *, amount_cents: int, country: str, locale: str) -> list[tuple[str, str]]:
        """Id and name of each payment method that is enabled. ``GET /v2/{merchant}/products``."""
        params = GetPaymentProductsParams()
        params.country_code, params.currency_code = country, "EUR"
        params.amount, params.locale = amount_cents, locale
        with _explained(PRODUCTS):
            return wire.read_products(self._merchant.products().get_payment_products(params))

    def test_connection(self) -> None:
        """Whether key, secret and merchant are valid. ``GET /v2/{merchant}/services/testconnection``."""
        with _explained(TEST):
            self._merchant.services().test_connection()

    def is_webhook_key(self, key: WebhookKey) -> bool:
        """Whether a pair signs webhooks of this merchant; the secret itself is not sent.

        ``POST /v2/{merchant}/webhooks/validateCredentials``; changes nothing.
        """
        body = ValidateCredentialsRequest()
        body.key, body.secret = key.key_id, sign(b"", key)
        with _explained(WEBHOOK_KEY):
            return bool(self._merchant.webhooks().validate_webhook_credentials(body).result == "Valid")


def _check_id(text: str, operation: str) -> None:
    """Check an id, because the SDK puts ids into the path unescaped."""
    if not _ID.fullmatch(text):
        raise NotFound("no-such-id", system="worldline", operation=operation)


@contextmanager
def _explained(operation: str, *, is_write: bool = False) -> Iterator[None]:
    """Turn the SDK's exceptions into our errors, without their text: it holds the whole body."""
    lost = OutcomeUnknown if is_write else UnexpectedResponse

    def fault(kind: Callable[..., IntegrationError], text: str) -> IntegrationError:
        return kind(f"worldline {operation}: {text}", system="worldline", operation=operation)

    try:
        with operation_named(operation):
            yield
    except IntegrationError:
        raise
    except ApiException as error:
        raise _explain(error, operation, is_write=is_write) from None
    except (RuntimeError, TypeError, ValueError, AttributeError, KeyError) as error:
        raise fault(lost, f"the answer cannot be read ({type(error).__name__})") from None


def _explain(error: ApiException, operation: str, *, is_write: bool) -> IntegrationError:
    """The error for a status."""
    status, code = error.status_code, _get_code(error)
    named_place = {"system": "worldline", "operation": operation}
    if status in (401, 403):
        return NotAuthorised(f"worldline {operation}: status {status}", **named_place)
    if status in (404, 410):
        return NotFound("no-such-payment", code, **named_place)
    if status == 409 and is_write:
        return OutcomeUnknown(f"worldline {operation}: the same is being made", **named_place)
    if status == 409:
        return Conflict("conflict", code, **named_place)
    if status in (400, 402, 422):
        return Rejected(f"refused-{status}", code, **named_place)
    kind = OutcomeUnknown if is_write else Unavailable
    return kind(f"worldline {operation}: status {status}", **named_place)


def _get_code(error: ApiException) -> str:
    """The vendor's error code, for the log."""
    codes = [str(one.error_code) for one in error.errors or [] if getattr(one, "error_code", None)]
    return codes[0][:20] if codes else ""


def build_worldline_client(
    *,
    base_url: str,
    merchant_id: str,
    api_key_id: str,
    api_secret: str,
    engine: Engine = "pyreqwest",
    limits: Limits | None = None,
) -> WorldlineClient:
    """A client for a merchant. ``base_url``: scheme and host only.

    Raises: Unavailable when it makes no sense.
    """
    client = SystemClient(
        system="worldline", base_url=base_url, engine=engine, limits=limits, breaker=CircuitBreaker()
    )
    try:
        configuration = CommunicatorConfiguration(
            api_endpoint=base_url.rstrip("/"),
            api_key_id=api_key_id,
            secret_api_key=api_secret,
            authorization_type="v1HMAC",
            connect_timeout=_MUST_BE_POSITIVE_S,
            socket_timeout=_MUST_BE_POSITIVE_S,
            max_connections=1,
            integrator="portal",
        )
        sdk = Factory.create_client_from_configuration(
            configuration, metadata_provider=NoMetadata(), connection=PortalConnection(client)
        )
    except (ValueError, TypeError, RuntimeError):
        names = ["WORLDLINE_URL", "WORLDLINE_API_KEY_ID", "WORLDLINE_API_SECRET"]
        raise NotSetUp(names, "they make no sense", system="worldline") from None
    return WorldlineClient(sdk=sdk, merchant_id=merchant_id)
