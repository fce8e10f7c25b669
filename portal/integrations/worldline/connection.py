"""The vendor's SDK over our own transport: time-outs, bulkhead, breaker, one redacted log line, request id.

The connection that the SDK brings follows redirects, obeys proxies and netrc of the environment, and reads
answers without limit; this one does none of that. It signs nothing: the SDK's headers go out as they are.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from onlinepayments.sdk.communication.connection import Connection
from onlinepayments.sdk.communication.i_metadata_provider import IMetadataProvider

from portal.integrations.context import get_operation_name
from portal.integrations.exchange import Request, Terms
from portal.integrations.http import SystemClient

# Statuses that the SDK turns into an exception of its own, with the error's code. 401, 403 and 5xx are ours.
_ANSWERS = frozenset({*range(200, 300), 400, 402, 404, 409, 410, 422})
_MAX_ANSWER_BYTES = 200_000


class PortalConnection(Connection):  # type: ignore[misc] # the SDK has no types
    """Answers as the SDK wants them: status, headers, parts. Raises the portal's own IntegrationErrors."""

    def __init__(self, client: SystemClient) -> None:
        self._client = client

    def get(self, url: Any, request_headers: Sequence[Any]) -> tuple[int, Mapping[str, str], list[bytes]]:
        """A read, which may be retried."""
        return self._call("GET", url, request_headers)

    def delete(self, url: Any, request_headers: Sequence[Any]) -> tuple[int, Mapping[str, str], list[bytes]]:
        """Never needed here."""
        return self._call("DELETE", url, request_headers)

    def post(
        self, url: Any, request_headers: Sequence[Any], body: Any
    ) -> tuple[int, Mapping[str, str], list[bytes]]:
        """A write: never retried automatically."""
        return self._call("POST", url, request_headers, body)

    def put(
        self, url: Any, request_headers: Sequence[Any], body: Any
    ) -> tuple[int, Mapping[str, str], list[bytes]]:
        """Never needed here."""
        return self._call("PUT", url, request_headers, body)

    def _call(
        self, method: str, url: Any, headers: Sequence[Any], body: Any = None
    ) -> tuple[int, Mapping[str, str], list[bytes]]:
        request = Request(
            path=url.path + (f"?{url.query}" if url.query else ""),
            method=method,
            headers={header.name: header.value for header in headers},
            content=None if body is None else str(body).encode(),
        )
        terms = Terms(
            kind="read" if method == "GET" else "write", accept=_ANSWERS, max_bytes=_MAX_ANSWER_BYTES
        )
        answer = self._client.call(get_operation_name(), request, terms)
        return answer.status, answer.headers, [answer.content]

    def close(self) -> None:
        """Close every connection."""
        self._client.close()

    def enable_logging(self, communicator_logger: Any) -> None:
        """Does nothing: the SDK's logger would print bodies."""

    def disable_logging(self) -> None:
        """Does nothing: logging is never on."""

    def set_body_obfuscator(self, body_obfuscator: Any) -> None:
        """Does nothing: no body is printed."""

    def set_header_obfuscator(self, header_obfuscator: Any) -> None:
        """Does nothing: no header is printed."""


class NoMetadata(IMetadataProvider):  # type: ignore[misc] # the SDK has no types
    """Leaves out the header that names this machine's system and Python."""

    @property
    def metadata_headers(self) -> Sequence[Any]:
        """None."""
        return ()
