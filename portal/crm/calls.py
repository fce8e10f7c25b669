"""The one place where the pages of a CRM system reach its client, with the right person's credential."""

from collections.abc import Iterator, Mapping
from typing import Any

from portal import registry
from portal.crm.catalogue import Catalogue
from portal.crm.tokens import SignInAgainError, get_credential
from portal.integrations.errors import NotAuthorised
from portal.integrations.openapi import Operation, Page, Result
from portal.integrations.openapi.client import ApiClient, Credential


class ConnectionNeededError(Exception):
    """This person has to sign in to the system first, or again."""

    def __init__(self, system: str) -> None:
        super().__init__(system)
        self.system = system


def ask(
    catalogue: Catalogue,
    operation: Operation,
    *,
    user: Any,
    path: Mapping[str, Any] | None = None,
    query: Mapping[str, Any] | None = None,
    body: Any = None,
) -> Result:
    """Call an operation as ``user``.

    Raises: ConnectionNeededError, InvalidRequest and the errors of a call.
    """
    credential = _get_credential(catalogue, user)
    try:
        return _get_client(catalogue).call(
            operation.operation_id, path=path, query=query, body=body, credential=credential
        )
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


def _get_client(catalogue: Catalogue) -> ApiClient:
    client: ApiClient = getattr(registry, catalogue.system.key)()
    return client


def _get_credential(catalogue: Catalogue, user: Any) -> Credential | None:
    return get_credential(user) if catalogue.system.needs_connection else None


def _explain(catalogue: Catalogue, error: NotAuthorised) -> Exception:
    """Of a person's sign-in that ended: sign in again. Of anything else, as it is: an alert."""
    return ConnectionNeededError(catalogue.system.key) if isinstance(error, SignInAgainError) else error
