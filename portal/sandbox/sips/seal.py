"""Seals of Worldline Sips 2.0: of the JSON messages of paymentInit, and of the callbacks.

Rules and published vectors: sips.md, section 3.
"""

import base64
import binascii
import hashlib
import hmac
from typing import Any

HMAC, PLAIN = "HMAC-SHA-256", "SHA-256"
NOT_SEALED = {"keyVersion", "sealAlgorithm", "seal"}


def seal_text(text: str, secret: str, algorithm: str = HMAC) -> str:
    """Lower-case hex over the UTF-8 bytes. Raises ValueError when the algorithm is not known."""
    if algorithm == HMAC:
        return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()
    if algorithm == "HMAC-SHA-512":
        return hmac.new(secret.encode(), text.encode(), hashlib.sha512).hexdigest()
    if algorithm == PLAIN:
        return hashlib.sha256((text + secret).encode()).hexdigest()
    raise ValueError(f"unknown seal algorithm {algorithm!r}")


def join_values(fields: dict[str, Any]) -> str:
    """The values in the order of their names, containers in place, nothing in between."""
    return "".join(_value(fields[name]) for name in sorted(fields) if name not in NOT_SEALED)


def _value(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        return "".join(_value(value[name]) for name in sorted(value))
    if isinstance(value, list):
        return "".join(_value(item) for item in value)
    return str(value)


def seal_fields(fields: dict[str, Any], secret: str) -> str:
    """The seal of a JSON message, by the algorithm it names or HMAC-SHA-256."""
    return seal_text(join_values(fields), secret, str(fields.get("sealAlgorithm") or HMAC))


def is_sealed(fields: dict[str, Any], secret: str) -> bool:
    try:
        expected = seal_fields(fields, secret)
    except ValueError:
        return False
    return hmac.compare_digest(expected.encode(), str(fields.get("seal", "")).encode())


def is_callback_sealed(data: str, seal: str, secret: str) -> bool:
    """HMAC-SHA-256 only: the plain hash is refused, and so is an empty seal."""
    return hmac.compare_digest(seal_text(data, secret).encode(), seal.encode())


def parse_data(data: str) -> dict[str, str]:
    """The pairs of pipe-format Data, plain or base64.

    None when a name occurs twice: Data is then ambiguous.
    """
    if "=" not in data.rstrip("=") and "|" not in data:
        data = _decode(data)
    pairs = [pair.partition("=")[::2] for pair in data.split("|") if pair]
    values = dict(pairs)
    return values if len(values) == len(pairs) else {}


def _decode(data: str) -> str:
    try:
        return base64.b64decode(data.replace("-", "+").replace("_", "/") + "==").decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""
