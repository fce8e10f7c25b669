"""Seals secrets at rest and on their way through the browser: authenticated encryption with key rotation.

Keys come from CREDENTIAL_KEYS, newest first, or else from SECRET_KEY and its fallbacks. Each purpose has its
own keys, so that a value sealed for one use cannot be opened for another.

A seal begins with what it was made with. ``2.`` is AES-256-GCM: the time in seconds (8 bytes, proven and not
hidden), a random number of 12 bytes, and the sealed text. What earlier versions sealed is Fernet, has no such
beginning, and is opened still. Another cipher needs another beginning here, and nothing elsewhere.
"""

import base64
import hashlib
import hmac
import os
import secrets
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils import timezone

AES = b"2."
TIME_BYTES, NONCE_BYTES = 8, 12
AHEAD_S = 60
"""How far the clock of another machine may be ahead."""


def seal(text: str, *, purpose: str) -> str:
    """``text`` sealed with the newest key, safe in a cookie, a form field or a session."""
    return _write(seal_bytes(text.encode(), purpose=purpose))


def unseal(sealed: str, *, purpose: str, max_age_s: int | None = None) -> str | None:
    """The text sealed for ``purpose``; None when it was tampered with, is too old, or its key is gone."""
    try:
        opened = _open(_read(sealed), purpose, max_age_s)
        return None if opened is None else opened.decode()
    except ValueError:
        return None


def seal_bytes(content: bytes, *, purpose: str) -> bytes:
    """The same for the bytes of a file."""
    return _seal(content, purpose, _now_s())


def unseal_bytes(sealed: bytes, *, purpose: str) -> bytes | None:
    """The bytes again; None when they were tampered with, or their key is gone."""
    return _open(sealed, purpose, None)


def reseal(sealed: str, *, purpose: str) -> str | None:
    """The same text as ``seal`` seals it today, with the time it was sealed first.

    Unchanged when the newest key sealed it; None when it cannot be opened.
    """
    try:
        token = _read(sealed)
        fresh = reseal_bytes(token, purpose=purpose)
    except ValueError:
        return None
    return sealed if fresh == token else None if fresh is None else _write(fresh)


def reseal_bytes(sealed: bytes, *, purpose: str) -> bytes | None:
    """The same for what ``seal_bytes`` sealed."""
    newest = _list_keys(purpose, _get_secrets())[:1]
    if sealed.startswith(AES) and _open_aes(sealed, newest, None) is not None:
        return sealed
    content = _open(sealed, purpose, None)
    return None if content is None else _seal(content, purpose, _read_time(sealed))


def _read(sealed: str) -> bytes:
    """The bytes behind a text of ``seal``. Raises: ValueError."""
    token = sealed.encode("ascii")
    if not token.startswith(AES):
        return token
    return AES + base64.b64decode(token[len(AES) :], altchars=b"-_", validate=True)


def _write(sealed: bytes) -> str:
    return (AES + base64.urlsafe_b64encode(sealed[len(AES) :])).decode()


def _seal(content: bytes, purpose: str, at_s: int) -> bytes:
    at, nonce = at_s.to_bytes(TIME_BYTES, "big"), os.urandom(NONCE_BYTES)
    return AES + at + nonce + _list_keys(purpose, _get_secrets())[0].encrypt(nonce, content, at)


def _read_time(sealed: bytes) -> int:
    """The time in a seal that was opened: both ciphers have eight bytes of it."""
    body = sealed[len(AES) :] if sealed.startswith(AES) else base64.urlsafe_b64decode(sealed)[1:]
    return int.from_bytes(body[:TIME_BYTES], "big")


def _open(sealed: bytes, purpose: str, max_age_s: int | None) -> bytes | None:
    """``max_age_s``: None for any. The time counts only once it is proven."""
    if not sealed.startswith(AES):
        return _open_fernet(sealed, purpose, max_age_s)
    return _open_aes(sealed, _list_keys(purpose, _get_secrets()), max_age_s)


def _open_aes(sealed: bytes, keys: tuple[AESGCM, ...], max_age_s: int | None) -> bytes | None:
    body = sealed[len(AES) :]
    at, nonce, rest = body[:TIME_BYTES], body[TIME_BYTES:][:NONCE_BYTES], body[TIME_BYTES + NONCE_BYTES :]
    for key in keys:
        try:
            opened = key.decrypt(nonce, rest, at)
        except (InvalidTag, ValueError):
            continue
        return opened if _is_in_time(int.from_bytes(at, "big"), max_age_s) else None
    return None


def _open_fernet(sealed: bytes, purpose: str, max_age_s: int | None) -> bytes | None:
    ring = _ring(purpose, _get_secrets())
    try:
        if max_age_s is None:
            return ring.decrypt(sealed)
        return ring.decrypt_at_time(sealed, max_age_s, _now_s())
    except InvalidToken:
        return None


def _is_in_time(at: int, max_age_s: int | None) -> bool:
    return max_age_s is None or -AHEAD_S <= _now_s() - at <= max_age_s


def _now_s() -> int:
    return int(timezone.now().timestamp())


def _get_secrets() -> tuple[str, ...]:
    return tuple(settings.CREDENTIAL_KEYS) or (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)


def has_older_keys() -> bool:
    """Whether another key than the newest is set; one with and without a line's end is one."""
    return len({secret.strip() for secret in _get_secrets()}) > 1


@cache
def _ring(purpose: str, secrets: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(_derive_key(secret, purpose)) for secret in secrets])


@cache
def _list_keys(purpose: str, secrets: tuple[str, ...]) -> tuple[AESGCM, ...]:
    return tuple(AESGCM(_derive(secret, f"aes:{purpose}")) for secret in secrets)


def _derive_key(secret: str, purpose: str) -> bytes:
    return base64.urlsafe_b64encode(_derive(secret, purpose))


def _derive(secret: str, purpose: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=b"portal.access", info=purpose.encode())
    return derived.derive(secret.encode())


def make_digest(text: str, *, purpose: str) -> str:
    """A keyed hash (64 hex digits, newest key), to find a record by a text that is not stored."""
    return _digest(text, purpose, _get_secrets()[0])


def draw_letters(alphabet: str, count: int, *, seed: bytes = b"") -> str:
    """Letters that nobody can guess. ``seed``: secret, 32 bytes, and gives the same letters each time."""
    left = int.from_bytes(seed or secrets.token_bytes(32), "big")
    letters = ""
    for _place in range(count):
        left, place = divmod(left, len(alphabet))
        letters += alphabet[place]
    return letters


def list_digests(text: str, *, purpose: str) -> list[str]:
    """The keyed hashes of a text under every key still in use."""
    return [_digest(text, purpose, secret) for secret in _get_secrets()]


def _digest(text: str, purpose: str, secret: str) -> str:
    return hmac.new(_derive_key(secret, f"digest:{purpose}"), text.encode(), hashlib.sha256).hexdigest()
