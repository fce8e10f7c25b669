"""What a request holds, for its handler and for the log without credentials; and how a call is refused."""

import json
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request

from portal.sandbox.crm.catalogue import Match
from portal.sandbox.crm.checks import Problem


class Refusal(Exception):
    """The system refuses a call.

    ``code`` is ours: unauthorised, no-path, invalid, refused, failed, bad-json, not-found, conflict, …
    """

    def __init__(
        self, status: int, code: str, message: str, *, problems: list[Problem] | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.problems = problems or []


# Faults played by every CRM system; ``traffic`` plays the rest.
STRIKES: Mapping[str, Refusal] = {
    "refuse": Refusal(400, "refused", "Refused (practice)"),
    **{status: Refusal(int(status), "failed", "Practice fault") for status in ("402", "403", "409", "500")},
    "429": Refusal(429, "rate-limited", "Too many requests"),
    **dict.fromkeys(("token-revoked", "401"), Refusal(401, "unauthorised", "Unauthenticated")),
    "locked": Refusal(409, "conflict", "The record is locked by another user"),
    "422": Refusal(422, "invalid", "The given data was invalid"),
    "404": Refusal(404, "not-found", "Not found"),
}


HIDDEN = frozenset({"token", "access_token", "refresh_token", "client_secret", "code", "password", "secret"})


def read_body(http: Request, raw: bytes) -> tuple[str, Any]:
    """Media type and body. Raises Refusal for JSON that cannot be parsed."""
    media_type = http.headers.get("content-type", "").partition(";")[0].strip().casefold()
    if not raw:
        return media_type, None
    if media_type == "application/json" or media_type.endswith("+json"):
        try:
            return media_type, json.loads(raw)
        except ValueError:
            raise Refusal(400, "bad-json", "The body is not JSON") from None
    return media_type, raw.decode(errors="replace")


def describe_request(http: Request, match: Match | None, raw: bytes) -> dict[str, Any]:
    """What came in, without credentials; a body that is not JSON as text."""
    try:
        body = json.loads(raw) if raw else None
    except ValueError:
        body = raw.decode(errors="replace")
    return {
        "method": http.method,
        "path": http.url.path,
        "path_values": dict(match.path_values) if match else {},
        "query": _masked(dict(http.query_params)),
        "fields": http.headers.get("x-fields", ""),
        "body": _masked(body),
    }


def _masked(value: Any) -> Any:
    """Masks secrets at any depth: Cirrus takes a mail password inside its settings."""
    if isinstance(value, dict):
        return {name: "…" if name in HIDDEN else _masked(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_masked(one) for one in value]
    return value
