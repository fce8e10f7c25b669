"""Who calls: ``Authorization: GCS v1HMAC:<key>:<signature>``, recomputed over what arrived.

String to sign: method, Content-Type, Date, each x-gcs header sorted by name, path with query; the body is not
part of it.
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from portal.sandbox.checkout.door import ApiError

KEYS = {
    "practice-key-1": ("practice-secret-1", "PSPPRACTICE"),
    "practice-key-2": ("practice-secret-2", "PSPOTHER"),
}
"""Secret and merchant of each API key."""
WEBHOOK_KEYS = {
    "PSPPRACTICE": ("practice-hook-1", "practice-hook-secret-1"),
    "PSPOTHER": ("practice-hook-2", "practice-hook-secret-2"),
}
"""Key id and secret of each merchant's webhooks."""
_FOLDED = re.compile(r"\r?\n *")
LARGEST_SKEW = timedelta(minutes=5)


def check_caller(method: str, target: str, headers: Mapping[str, str], merchant: str) -> None:
    """Raises ApiError. ``target``: path with query, exactly as sent."""
    scheme, _space, rest = headers.get("authorization", "").partition(" ")
    kind, key_id, signature = [*rest.split(":", 2), "", "", ""][:3]
    known = KEYS.get(key_id)
    if scheme != "GCS" or kind != "v1HMAC" or known is None:
        raise ApiError(403, "9002", "ACCESS_TO_MERCHANT_NOT_ALLOWED")
    if not hmac.compare_digest(signature, sign(method, target, headers, known[0])):
        raise ApiError(403, "9002", "SIGNATURE_NOT_VALID")
    if known[1] != merchant:
        raise ApiError(403, "9007", "ACCESS_TO_MERCHANT_NOT_ALLOWED")
    if not _is_recent(headers.get("date", "")):
        raise ApiError(403, "9002", "DATE_TOO_FAR_AWAY")


def sign(method: str, target: str, headers: Mapping[str, str], secret: str) -> str:
    """The signature of a request."""
    special = sorted(
        (name.lower(), value) for name, value in headers.items() if name.lower().startswith("x-gcs")
    )
    lines = [method, headers.get("content-type", ""), headers.get("date", "")]
    lines += [f"{name}:{_FOLDED.sub(' ', value).strip()}" for name, value in special]
    text = "\n".join([*lines, target]) + "\n"
    return base64.b64encode(hmac.new(secret.encode(), text.encode(), hashlib.sha256).digest()).decode()


def _is_recent(date: str) -> bool:
    try:
        return abs(parsedate_to_datetime(date) - datetime.now(UTC)) < LARGEST_SKEW
    except (ValueError, TypeError):
        return False
