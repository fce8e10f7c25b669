"""Checks that a webhook is signed with one of our keys, and meant for our merchant.

A webhook proves only that there is news: its signature never expires, so an old one can be replayed. The
receiver must fetch the status. Source: docs.direct.worldline-solutions.com, webhooks.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from onlinepayments.sdk.communication.request_header import RequestHeader
from onlinepayments.sdk.json.default_marshaller import DefaultMarshaller
from onlinepayments.sdk.webhooks.api_version_mismatch_exception import ApiVersionMismatchException
from onlinepayments.sdk.webhooks.secret_key_not_available_exception import SecretKeyNotAvailableException
from onlinepayments.sdk.webhooks.secret_key_store import SecretKeyStore
from onlinepayments.sdk.webhooks.signature_validation_exception import SignatureValidationException
from onlinepayments.sdk.webhooks.webhooks_helper import WebhooksHelper

from portal.integrations.worldline.values import Event, EventRefused, WebhookKey
from portal.integrations.worldline.webhook_keys import KEY_HEADER, SIGNATURE_HEADER

_ID = re.compile(r"[0-9A-Za-z_-]{1,80}")
_REFERENCE = re.compile(r"[0-9A-Za-z]{1,35}")


class _Keys(SecretKeyStore):  # type: ignore[misc] # the SDK has no types
    """A key store of our own: the SDK's in-memory store is shared by the whole process."""

    def __init__(self, keys: Iterable[WebhookKey]) -> None:
        self._secrets = {key.key_id: key.secret for key in keys}

    def get_secret_key(self, key_id: str) -> str:
        """Raises SecretKeyNotAvailableException for a key that is not ours."""
        secret = self._secrets.get(key_id)
        if not secret:
            raise SecretKeyNotAvailableException(key_id, "unknown key")
        return secret


def read_event(
    body: bytes, headers: Mapping[str, str], *, keys: Iterable[WebhookKey], merchant_id: str
) -> Event:
    """The event in a webhook. Raises: EventRefused."""
    given = [RequestHeader(name, headers[name]) for name in (KEY_HEADER, SIGNATURE_HEADER) if name in headers]
    try:
        event = WebhooksHelper(DefaultMarshaller.instance(), _Keys(keys)).unmarshal(body, given)
    except SecretKeyNotAvailableException:
        raise EventRefused("key") from None
    except SignatureValidationException:
        raise EventRefused("signature") from None
    except ApiVersionMismatchException:
        raise EventRefused("version") from None
    except (RuntimeError, TypeError, ValueError, AttributeError, KeyError, RecursionError):
        raise EventRefused("body") from None
    if event.merchant_id != merchant_id:
        raise EventRefused("merchant")
    return _read(event)


def _read(event: Any) -> Event:
    try:
        about = event.payment or event.refund
        if about is None:
            raise TypeError("about nothing")  # noqa: TRY301 - one kind of refusal for whatever is wrong
        output = getattr(about, "payment_output", None) or getattr(about, "refund_output", None)
        references = getattr(output, "references", None)
        special = getattr(about, "hosted_checkout_specific_output", None)
        payment_id = _fit(_ID, getattr(about, "id", None))
        named = _fit(_ID, getattr(special, "hosted_checkout_id", None))
        return Event(
            event_id=_fit(_ID, event.id),
            kind=str(event.type or "")[:60],
            merchant_id=str(event.merchant_id),
            # Some events name no checkout; the payment's id then begins with it.
            checkout_id=named or payment_id.partition("_")[0],
            payment_id=payment_id,
            reference=_fit(_REFERENCE, getattr(references, "merchant_reference", None)),
        )
    except (TypeError, AttributeError):
        raise EventRefused("body") from None


def _fit(pattern: re.Pattern[str], value: Any) -> str:
    return value if isinstance(value, str) and pattern.fullmatch(value) else ""
