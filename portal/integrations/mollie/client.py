"""Mollie: payments through the vendor's own SDK, on our transport.

Contract owner: Mollie. Source: docs.mollie.com, payments API; github mollie/openapi.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from mollie.api.client import Client
from mollie.api.error import Error, ResponseError

from portal.integrations.alternatives import Engine
from portal.integrations.context import operation_named
from portal.integrations.errors import (
    Conflict,
    IntegrationError,
    NotFound,
    NotSetUp,
    OutcomeUnknown,
    Rejected,
    Unavailable,
    UnexpectedResponse,
)
from portal.integrations.exchange import Limits
from portal.integrations.http import SystemClient
from portal.integrations.mollie import wire
from portal.integrations.mollie.session import PortalSession
from portal.integrations.mollie.values import MollieOrder, MolliePayment

CREATE, STATUS, CANCEL, METHODS = "createPayment", "getPayment", "cancelPayment", "listMethods"


class MollieClient:
    """The calls of one Mollie profile.

    Safe to share between threads: nothing of the SDK's client changes after the start.
    """

    def __init__(self, *, sdk: Any, mode: str) -> None:
        self.mode = mode
        self._sdk = sdk

    def create_payment(self, order: MollieOrder) -> MolliePayment:
        """Make a payment with its page. ``POST /v2/payments``.

        May be repeated for an hour with the same reference and order. The caller must still check the host of
        the page. Raises ValueError for an impossible amount; Rejected (nothing was made), Unavailable
        (nothing was made), NotAuthorised, OutcomeUnknown (repeat it with the same reference).
        """
        if not 0 < order.amount_cents < 10**12:
            raise ValueError("an amount is 1 to 12 digits, above zero")
        with _explained(CREATE, is_write=True):
            made = self._sdk.payments.create(wire.write_order(order), idempotency_key=order.reference)
            return wire.read_payment(made)

    def get_payment(self, payment_id: str) -> MolliePayment:
        """The current state of a payment. ``GET /v2/payments/{id}``. No side effects.

        Raises: NotFound, Unavailable, NotAuthorised, UnexpectedResponse.
        """
        _check_id(payment_id, STATUS)
        with _explained(STATUS):
            return wire.read_payment(self._sdk.payments.get(payment_id))

    def cancel_payment(self, payment_id: str) -> None:
        """Cancel a payment whose page must not be used any more.

        ``DELETE /v2/payments/{id}``; may be repeated.

        Raises: Rejected when it cannot be cancelled any more, Unavailable, OutcomeUnknown.
        """
        _check_id(payment_id, CANCEL)
        with _explained(CANCEL, is_write=True):
            self._sdk.payments.delete(payment_id)

    def list_methods(self, *, amount_cents: int, locale: str = "en_GB") -> list[tuple[str, str]]:
        """Id and name of each payment method that is enabled.

        ``GET /v2/methods``; also shows whether the key is valid.

        ``GET /v2/methods``; also tells whether the key fits.
        """
        amount = {"value": wire.write_amount(amount_cents), "currency": wire.EURO}
        with _explained(METHODS):
            return wire.read_methods(self._sdk.methods.list(amount=amount, locale=locale))


def _check_id(text: str, operation: str) -> None:
    """Check an id, because the SDK puts ids into the path unescaped."""
    if not wire.PAYMENT_ID.fullmatch(text):
        raise NotFound("no-such-id", system="mollie", operation=operation)


@contextmanager
def _explained(operation: str, *, is_write: bool = False) -> Iterator[None]:
    """Turn the SDK's exceptions into our errors, without their text: it may hold the body."""
    lost = OutcomeUnknown if is_write else UnexpectedResponse
    try:
        with operation_named(operation):
            yield
    except IntegrationError:
        raise
    except ResponseError as error:
        raise _explain(error, operation, is_write=is_write) from None
    except (Error, TypeError, ValueError, AttributeError, KeyError) as error:
        text = f"mollie {operation}: the answer cannot be read ({type(error).__name__})"
        raise lost(text, system="mollie", operation=operation) from None


def _explain(error: ResponseError, operation: str, *, is_write: bool) -> IntegrationError:
    """The error for a status."""
    status, field = error.status, str(getattr(error, "field", "") or "")[:40]
    place = {"system": "mollie", "operation": operation}
    if status in (404, 410):
        return NotFound("no-such-payment", field, **place)
    if status == 409 and is_write:
        return OutcomeUnknown(f"mollie {operation}: the same is being made", **place)
    if status == 409:
        return Conflict("conflict", field, **place)
    if status in (400, 422):
        return Rejected(f"refused-{status}", field, **place)
    return (OutcomeUnknown if is_write else Unavailable)(f"mollie {operation}: status {status}", **place)


def build_mollie_client(
    *, base_url: str, api_key: str, engine: Engine = "pyreqwest", limits: Limits | None = None
) -> MollieClient:
    """A client for the profile of a key. ``base_url``: all before /v2.

    Raises: Unavailable for a key of no form.
    """
    client = SystemClient(system="mollie", base_url=base_url, engine=engine, limits=limits)
    sdk = Client(api_endpoint=base_url)
    try:
        sdk.set_api_key(api_key)
    except Error:
        raise NotSetUp(["MOLLIE_API_KEY"], "no key: live_… or test_…", system="mollie") from None
    sdk._client = PortalSession(client, base_path=urlsplit(base_url).path)  # type: ignore[assignment]
    return MollieClient(sdk=sdk, mode=api_key.partition("_")[0])
