"""The vendor's SDK over our own transport: time-outs, bulkhead, breaker, one redacted log line, request id.

The SDK has no argument for a transport: it calls ``request`` of whatever stands in its private ``_client``.
That is why its version is pinned to the minor in pyproject.toml; a test notices when the name is gone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from portal.integrations.context import get_operation_name
from portal.integrations.exchange import Answer, Request, Terms
from portal.integrations.http import SystemClient

# Statuses that the SDK turns into an error of its own. 401, 403, 429 and 5xx are ours.
_ANSWERS = frozenset({*range(200, 300), 400, 404, 409, 410, 422})
_MAX_ANSWER_BYTES = 400_000
# Not sent: the SDK's header names this machine; its user agent, the Python and OpenSSL in use.
_LEFT_OUT = frozenset({"x-mollie-client-info", "user-agent"})


@dataclass(slots=True)
class SdkAnswer:
    """An answer as the SDK reads it: the few attributes of requests.Response that it uses."""

    answer: Answer
    encoding: str = "utf-8"
    """Set by the SDK; the body is read as UTF-8 whatever it says."""

    @property
    def status_code(self) -> int:
        """The HTTP status."""
        return self.answer.status

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers that the SDK reads, but not the idempotency key, which it would log."""
        return {"Content-Type": self.answer.headers.get("Content-Type", "")}

    @property
    def text(self) -> str:
        """The body."""
        return self.answer.content.decode(errors="replace")

    def json(self) -> Any:
        """The body as JSON, numbers exact. Raises ValueError."""
        return self.answer.parse_json()


class PortalSession:
    """Replaces the SDK's requests.Session. Raises the portal's own IntegrationErrors."""

    def __init__(self, client: SystemClient, *, base_path: str) -> None:
        self._client = client
        self._base_path = base_path

    def request(
        self, *, method: str, url: str, headers: Mapping[str, str], data: Any, **_more: Any
    ) -> SdkAnswer:
        """One call: a read may be retried, a write never automatically."""
        parts = urlsplit(url)
        request = Request(
            path=parts.path.removeprefix(self._base_path) + (f"?{parts.query}" if parts.query else ""),
            method=method,
            headers={name: value for name, value in headers.items() if name.lower() not in _LEFT_OUT},
            content=data.encode() if data else None,
        )
        terms = Terms(
            kind="read" if method == "GET" else "write", accept=_ANSWERS, max_bytes=_MAX_ANSWER_BYTES
        )
        return SdkAnswer(self._client.call(get_operation_name(), request, terms))

    def close(self) -> None:
        """Close every connection."""
        self._client.close()
