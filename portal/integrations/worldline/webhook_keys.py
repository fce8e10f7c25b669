"""The keys of Worldline's webhooks, and whether an address is ours: without the vendor's library.

Source: docs.direct.worldline-solutions.com, webhooks.
"""

import base64
import hashlib
import hmac
import re

from portal.integrations.worldline.values import WebhookKey

KEY_HEADER, SIGNATURE_HEADER = "X-GCS-KeyId", "X-GCS-Signature"
_CHALLENGE = re.compile(r"[\w=+/.-]{1,256}", re.ASCII)


def sign(body: bytes, key: WebhookKey) -> str:
    """The signature of a webhook. Source: webhooks; over an empty body it shows that we hold the secret."""
    return base64.b64encode(hmac.new(key.secret.encode(), body, hashlib.sha256).digest()).decode()


def read_challenge(value: str) -> str | None:
    """The text to answer when the address is added at Worldline; None when it is none to repeat."""
    return value if _CHALLENGE.fullmatch(value) else None


def parse_keys(key_ids: str, secrets: str) -> tuple[WebhookKey, ...]:
    """The pairs of two settings, each with commas between while a pair is being replaced.

    Raises: ValueError when they do not go together.
    """
    ids = [one.strip() for one in key_ids.split(",") if one.strip()]
    values = [one.strip() for one in secrets.split(",") if one.strip()]
    if len(ids) != len(values):
        raise ValueError("as many ids as secrets")
    return tuple(WebhookKey(key_id, secret) for key_id, secret in zip(ids, values, strict=True))
