"""Seals secrets at rest and on their way through the browser: authenticated encryption with key rotation.

Keys come from CREDENTIAL_KEYS, newest first, or else from SECRET_KEY and its fallbacks. Each purpose has its
own keys, so that a value sealed for one use cannot be opened for another.
"""

import base64
import hashlib
import hmac
from functools import cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils import timezone


def seal(text: str, *, purpose: str) -> str:
    """``text`` sealed with the newest key, safe in a cookie, a form field or a session."""
    return _ring(purpose, _get_secrets()).encrypt_at_time(text.encode(), _now_s()).decode()


def unseal(sealed: str, *, purpose: str, max_age_s: int | None = None) -> str | None:
    """The text sealed for ``purpose``; None when it was tampered with, is too old, or its key is gone."""
    ring = _ring(purpose, _get_secrets())
    try:
        token = sealed.encode("ascii")
        if max_age_s is None:
            return ring.decrypt(token).decode()
        return ring.decrypt_at_time(token, max_age_s, _now_s()).decode()
    except (InvalidToken, ValueError):
        return None


def seal_bytes(content: bytes, *, purpose: str) -> bytes:
    """The same for the bytes of a file."""
    return _ring(purpose, _get_secrets()).encrypt_at_time(content, _now_s())


def unseal_bytes(sealed: bytes, *, purpose: str) -> bytes | None:
    """The bytes again; None when they were tampered with, or their key is gone."""
    try:
        return _ring(purpose, _get_secrets()).decrypt(sealed)
    except InvalidToken:
        return None


def _now_s() -> int:
    return int(timezone.now().timestamp())


def _get_secrets() -> tuple[str, ...]:
    return tuple(settings.CREDENTIAL_KEYS) or (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)


@cache
def _ring(purpose: str, secrets: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(_derive_key(secret, purpose)) for secret in secrets])


def _derive_key(secret: str, purpose: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=b"portal.access", info=purpose.encode())
    return base64.urlsafe_b64encode(derived.derive(secret.encode()))


def make_digest(text: str, *, purpose: str) -> str:
    """A keyed hash (64 hex digits, newest key), to find a record by a text that is not stored."""
    return _digest(text, purpose, _get_secrets()[0])


def list_digests(text: str, *, purpose: str) -> list[str]:
    """The keyed hashes of a text under every key still in use."""
    return [_digest(text, purpose, secret) for secret in _get_secrets()]


def _digest(text: str, purpose: str, secret: str) -> str:
    return hmac.new(_derive_key(secret, f"digest:{purpose}"), text.encode(), hashlib.sha256).hexdigest()
