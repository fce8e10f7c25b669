"""Which fields a paymentInit request may hold, and what each looks like (sips.md 1.3)."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from portal.sandbox.tables import read_table


@dataclass(frozen=True, slots=True)
class Fields:
    """Names of a request, and the brands of cards by their first digits."""

    required: tuple[str, ...]
    optional: tuple[str, ...]
    brands: dict[str, str]


FIELDS = read_table("sips-fields", Fields)
FORMATS = {
    "amount": re.compile(r"[1-9][0-9]{0,11}"),
    "currencyCode": re.compile(r"[0-9]{3}"),
    "keyVersion": re.compile(r"[0-9]{1,10}"),
    "interfaceVersion": re.compile(r"IR_WS_[0-9]+\.[0-9]+"),
    "transactionReference": re.compile(r"[A-Za-z0-9]{1,35}"),
    "orderId": re.compile(r"[^|=]{1,32}"),
    "returnContext": re.compile(r"[^|]{1,255}"),
    "customerLanguage": re.compile(r"[a-z]{2}"),
    "sealAlgorithm": re.compile(r"HMAC-SHA-256|HMAC-SHA-512|SHA-256"),
    "responseEncoding": re.compile(r"base64|base64url"),
}
MAX_URL = 512


class InitError(Exception):
    """Why no session was made: a status code, a message, and the field at fault if there is one."""

    def __init__(self, status: str, message: str, field: str = "") -> None:
        super().__init__(message)
        self.status, self.message, self.field = status, message, field


def check_fields(fields: dict[str, Any]) -> None:
    for name in FIELDS.required:
        if fields.get(name) in (None, ""):
            raise InitError("12", f"Missing field {name}", name)
    if unknown := sorted(set(fields) - {*FIELDS.required, *FIELDS.optional}):
        raise InitError("12", f"Invalid keyword {unknown[0]}", unknown[0])
    pair = {"interfaceVersionAutomaticResponse", "interfaceVersionNormalResponse"}
    if len(pair & set(fields)) == 1:
        raise InitError("12", "Callback versions go together", min(pair & set(fields)))
    for name, pattern in FORMATS.items():
        value = fields.get(name)
        if value not in (None, "") and not pattern.fullmatch(str(value)):
            raise InitError("30", f"Bad format of {name}", name)
    for name in ("normalReturnUrl", "automaticResponseUrl"):
        _check_url(name, str(fields.get(name) or ""))


def _check_url(name: str, url: str) -> None:
    if url and (urlsplit(url).scheme not in {"http", "https"} or len(url) > MAX_URL):
        raise InitError("30", f"Bad format of {name}", name)
    if name == "automaticResponseUrl" and urlsplit(url).query:
        raise InitError("12", "Response addresses take no query", name)
