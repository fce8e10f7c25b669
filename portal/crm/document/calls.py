"""The one place where the pages of a CRM system reach its client, with the right person's credential."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from portal import registry
from portal.crm.document.catalogue import Catalogue
from portal.crm.tokens import SignInAgainError, get_credential
from portal.integrations.dossierdata.client import DossierDataClient
from portal.integrations.dossierdata.files import FetchedFile
from portal.integrations.errors import NotAuthorised, NotFound
from portal.integrations.openapi import ApiClient, AskAgain, Credential, File, Operation, Page, Result
from portal.integrations.side_by_side import Outcome, run_together


class ConnectionNeededError(Exception):
    """This person has to sign in to the system first, or again."""

    def __init__(self, system: str) -> None:
        super().__init__(system)
        self.system = system


@dataclass(frozen=True, slots=True)
class ReadyHeaders:
    """A credential with headers that are ready, so that it needs no database."""

    headers: Mapping[str, str] = field(repr=False)

    def get_headers(self) -> Mapping[str, str]:
        """See ``Credential``."""
        return self.headers

    def renew(self, refused: Mapping[str, str]) -> bool:  # noqa: ARG002 - the next page signs in again
        """Never."""
        return False


def ask(
    catalogue: Catalogue,
    operation: Operation,
    *,
    user: Any,
    path: Mapping[str, Any] | None = None,
    query: Mapping[str, Any] | None = None,
    body: Any = None,
    files: Mapping[str, File] | None = None,
) -> Result:
    """Call an operation as ``user``. A write whose token had ended goes once more, with the fresh one.

    Raises: ConnectionNeededError, InvalidRequest and the errors of a call.
    """
    credential = _get_credential(catalogue, user)
    send = partial(
        _get_client(catalogue).call, operation.operation_id, path=path, query=query, body=body, files=files
    )
    try:
        try:
            return send(credential=credential)
        except AskAgain:
            fresh = ReadyHeaders(credential.get_headers()) if credential is not None else None
            return send(credential=fresh)
    except NotAuthorised as error:
        raise _explain(catalogue, error) from error


def ask_page(
    catalogue: Catalogue,
    operation: Operation,
    *,
    user: Any,
    number: int,
    size: int,
    path: Mapping[str, Any] | None = None,
    query: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Page:
    """One page of a list as ``user``. Raises: as ``ask``."""
    credential = _get_credential(catalogue, user)
    try:
        return _get_client(catalogue).get_page(
            operation.operation_id,
            number=number,
            size=size,
            path=path,
            query=query,
            headers=headers,
            credential=credential,
        )
    except NotAuthorised as error:
        raise _explain(catalogue, error) from error


def iterate(
    catalogue: Catalogue,
    operation: Operation,
    *,
    user: Any,
    query: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
    most: int,
) -> Iterator[Any]:
    """Rows of a list as ``user``, page after page. Raises: as ``ask``."""
    credential = _get_credential(catalogue, user)
    try:
        yield from _get_client(catalogue).iterate(
            operation.operation_id, query=query, headers=headers, most=most, credential=credential
        )
    except NotAuthorised as error:
        raise _explain(catalogue, error) from error


def read_together(
    catalogue: Catalogue,
    calls: Mapping[str, Callable[[ApiClient, Credential | None], Any]],
    *,
    user: Any,
) -> dict[str, Outcome[Any]]:
    """Make read calls in parallel as ``user``, each with the client and the credential.

    The credential is prepared here, so that the threads of the calls do not use the database. Raises:
    ConnectionNeededError; the errors of signing in. Those of a call are in its outcome.
    """
    client, credential = _get_client(catalogue), _get_credential(catalogue, user)
    if credential is not None:
        try:
            credential = ReadyHeaders(credential.get_headers())
        except NotAuthorised as error:
            raise _explain(catalogue, error) from error
    return run_together({name: partial(call, client, credential) for name, call in calls.items()})


def owns_file(catalogue: Catalogue, address: str) -> bool:
    """Whether an address in a record is a file that ``fetch_file`` may fetch."""
    client = _get_client(catalogue)
    return isinstance(client, DossierDataClient) and client.owns_file(address)


def fetch_file(catalogue: Catalogue, address: str, *, user: Any) -> FetchedFile:
    """A file by the address in a record. Raises: as ``ask``; NotFound for an address elsewhere."""
    client = _get_client(catalogue)
    if not isinstance(client, DossierDataClient):
        raise NotFound("not-found", system=catalogue.system.key)
    credential = _get_credential(catalogue, user)
    try:
        return client.fetch_file(address, credential=credential)
    except NotAuthorised as error:
        raise _explain(catalogue, error) from error


def _get_client(catalogue: Catalogue) -> ApiClient:
    client: ApiClient = getattr(registry, catalogue.system.key)()
    return client


def _get_credential(catalogue: Catalogue, user: Any) -> Credential | None:
    return get_credential(user) if catalogue.system.needs_connection else None


def _explain(catalogue: Catalogue, error: NotAuthorised) -> Exception:
    """An expired sign-in of a person becomes "sign in again"; any other error stays, as an alert."""
    return ConnectionNeededError(catalogue.system.key) if isinstance(error, SignInAgainError) else error
