"""Seals of Worldline Sips 2.0: how a request is signed and a notification checked. Pure functions.

Contract owner: Worldline. Written down in the Sips Paypage JSON and POST guides and their published
samples; the samples whose key is published are tests.
"""

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

SealAlgorithm = Literal["HMAC-SHA-256", "SHA-256", "HMAC-SHA-512"]
HMACS: tuple[SealAlgorithm, ...] = ("HMAC-SHA-256", "HMAC-SHA-512")
"""Those that we take: plain SHA-256 is a weaker seal."""
FieldValue = str | int | Sequence["FieldValue"] | Mapping[str, "FieldValue"] | None

_UNSEALED = frozenset({"keyVersion", "sealAlgorithm", "seal"})


def seal_request(
    fields: Mapping[str, FieldValue], secret: str, algorithm: SealAlgorithm = "HMAC-SHA-256"
) -> str:
    """The seal of a JSON request, or of the JSON answer to one: lower-case hex.

    Values only, ordered by field name in code point order, containers inside their own place; lists keep
    their order; null adds nothing. Send every field as text, so that what is sealed is what is sent.
    """
    sealed = {name: value for name, value in fields.items() if name not in _UNSEALED}
    return _seal(_join(sealed), secret, algorithm)


def seal_response(data: str, secret: str, algorithm: SealAlgorithm) -> str:
    """The seal over a notification's ``Data`` exactly as received, still encoded if it was."""
    return _seal(data, secret, algorithm)


def verify_response(data: str, seal: str | None, secrets: Iterable[str], algorithm: SealAlgorithm) -> bool:
    """Whether a notification is sealed by one of our secrets (the present one, and one being replaced).

    A missing or empty seal is invalid, and so is one that is not exactly lower-case hex. An empty secret
    never matches. Takes the same time whichever secret matches.
    """
    received = (seal or "").encode("utf-8", "surrogatepass")
    matches = [
        hmac.compare_digest(_seal(data, secret, algorithm).encode(), received) for secret in secrets if secret
    ]
    return any(matches)


def verify_fields(fields: Mapping[str, FieldValue], secrets: Iterable[str], algorithm: SealAlgorithm) -> bool:
    """Whether a JSON answer is sealed by one of our secrets. False for an answer that cannot be sealed."""
    seal = fields.get("seal")
    received = (seal if isinstance(seal, str) else "").encode("utf-8", "surrogatepass")
    try:
        seals = [seal_request(fields, secret, algorithm) for secret in secrets if secret]
    except TypeError:
        return False
    matches = [hmac.compare_digest(expected.encode(), received) for expected in seals]
    return any(matches)


def _join(value: FieldValue) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return "".join(_join(value[name]) for name in sorted(value))
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, int | Sequence):
        # Its text differs between programming languages (True or true, 1.0 or 1): seal the text that is sent.
        raise TypeError(f"cannot seal a {type(value).__name__}: send it as text")
    return str(value) if isinstance(value, int) else "".join(_join(item) for item in value)


def _seal(text: str, secret: str, algorithm: SealAlgorithm) -> str:
    raw, key = text.encode("utf-8", "surrogatepass"), secret.encode()
    if algorithm == "HMAC-SHA-256":
        return hmac.new(key, raw, hashlib.sha256).hexdigest()
    if algorithm == "HMAC-SHA-512":
        return hmac.new(key, raw, hashlib.sha512).hexdigest()
    if algorithm == "SHA-256":
        return hashlib.sha256(raw + key).hexdigest()
    raise ValueError(f"unknown seal algorithm {algorithm!r}")
