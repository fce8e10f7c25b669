"""Identifiers of an attempt: its reference at the payment service, and the token in our URLs.

The reference is letters and digits only, unique for the life of the merchant, at most 35 long (Sips data
dictionary, transactionReference); a hyphen in it broke other shops. Neither contains anything about the file.
"""

import secrets
import time

PREFIX = "DP"
_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_TIME_DIGITS, _RANDOM_DIGITS = 10, 16


def make_reference() -> str:
    """A new reference: prefix, ten characters of time, sixteen random ones (the ULID form). 28 characters."""
    return (
        PREFIX
        + _to_base32(time.time_ns() // 1_000_000, _TIME_DIGITS)
        + _to_base32(secrets.randbits(80), _RANDOM_DIGITS)
    )


def make_token() -> str:
    """A new unguessable token: 256 bits, 43 characters."""
    return secrets.token_urlsafe(32)


def _to_base32(number: int, length: int) -> str:
    letters = []
    for _ in range(length):
        number, rest = divmod(number, 32)
        letters.append(_DIGITS[rest])
    return "".join(reversed(letters))
