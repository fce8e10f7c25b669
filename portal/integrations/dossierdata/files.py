"""Files of DossierData: a record holds the address of its file.

The reference page documents ``document.file`` as "the place of the file" and no call that returns its bytes.
ASSUMED: an absolute address on the tenant's own host accepts the token of a call. No other address is
fetched, so that no record can send the portal, or a person's token, elsewhere.
"""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from portal.integrations.error_mapping import Faults
from portal.integrations.errors import NotAuthorised, NotFound, UnexpectedResponse
from portal.integrations.exchange import Answer, Request, Terms
from portal.integrations.http import SystemClient
from portal.integrations.openapi import Credential
from portal.integrations.openapi.failures import explain
from portal.integrations.openapi.responses import NOT_A_FAILURE

OPERATION = "download"
MOST_BYTES = 25_000_000


@dataclass(frozen=True, slots=True)
class FetchedFile:
    """The bytes of a file and the media type that its server declares ("" when it does not)."""

    content: bytes = field(repr=False)
    media_type: str


class FileFetcher:
    """Gets files of one tenant. The base address of ``system`` is the tenant's host, without a path."""

    def __init__(self, system: SystemClient, *, origin: str) -> None:
        self._system = system
        self._origin = origin

    def close(self) -> None:
        """Close every connection."""
        self._system.close()

    def owns(self, address: str) -> bool:
        """Whether an address may be fetched: absolute, with the tenant's own scheme, host and port.

        Then only its path and query are used, on the tenant's own host.
        """
        return "\\" not in address and get_origin(address) == self._origin

    def fetch(self, address: str, *, credential: Credential | None) -> FetchedFile:
        """``GET`` a file, at most 25 MB. Follows no redirect. Idempotent.

        Raises: NotFound (also for an address elsewhere: nothing is sent), NotAuthorised, Unavailable,
        UnexpectedResponse (too large, or a redirect).
        """
        if not self.owns(address):
            raise NotFound("not-found", system=self._system.system, operation=OPERATION)
        headers = dict(credential.get_headers()) if credential else {}
        try:
            return self._get(address, headers)
        except NotAuthorised:
            if credential is None or not credential.renew(headers):
                raise
        return self._get(address, dict(credential.get_headers()))

    def _get(self, address: str, headers: dict[str, str]) -> FetchedFile:
        parts = urlsplit(address)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        request = Request(path=path, method="GET", headers={"Accept": "*/*", **headers})
        terms = Terms(kind="read", accept=NOT_A_FAILURE, max_bytes=MOST_BYTES)
        answer = self._system.call(OPERATION, request, terms)
        faults = Faults(system=self._system.system, operation=OPERATION, kind="read")
        return _read(answer, faults)


def _read(answer: Answer, faults: Faults) -> FetchedFile:
    if answer.status >= 400:
        raise explain(answer, faults)
    if answer.status != 200:
        raise faults.make(UnexpectedResponse, f"status {answer.status}")
    said = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    return FetchedFile(answer.content, said)


def get_origin(address: str) -> str:
    """Scheme, host and port; "" for anything but a web address."""
    try:
        parts = urlsplit(address)
        port = parts.port or {"https": 443, "http": 80}.get(parts.scheme)
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return ""
    return f"{parts.scheme}://{parts.hostname}:{port}"
