"""Which fields a paymentInit request may hold, and what each looks like (sips.md 1.3)."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from portal.sandbox.tables import read_table


@dataclass(frozen=True, slots=True)
class Fields:
    """Names of a request, the patterns of some, and the brands of cards by their first digits."""

    required: tuple[str, ...]
    optional: tuple[str, ...]
    brands: dict[str, str]
    formats: dict[str, str]


FIELDS = read_table("sips-fields", Fields)
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
    for name, pattern in FIELDS.formats.items():
        value = fields.get(name)
        if value not in (None, "") and not re.fullmatch(pattern, str(value)):
            raise InitError("30", f"Bad format of {name}", name)
    for name in ("normalReturnUrl", "automaticResponseUrl"):
        _check_url(name, str(fields.get(name) or ""))


def _check_url(name: str, url: str) -> None:
    if url and (urlsplit(url).scheme not in {"http", "https"} or len(url) > MAX_URL):
        raise InitError("30", f"Bad format of {name}", name)
    if name == "automaticResponseUrl" and urlsplit(url).query:
        raise InitError("12", "Response addresses take no query", name)
