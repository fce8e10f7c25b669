"""Calls the operations of a document: checks what leaves, sends it, checks what comes back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from portal.integrations.http import SystemClient

from .document import Document


class Credential(Protocol):
    """Who calls."""

    def get_headers(self) -> Mapping[str, str]:
        """The headers that say who calls. May sign in or refresh first. Raises the errors of a call."""
        ...

    def renew(self, refused: Mapping[str, str]) -> bool:
        """After ``refused`` was not accepted: whether other headers may be tried."""
        ...


@dataclass(frozen=True, slots=True)
class File:
    """A file to send."""

    name: str
    content: bytes = field(repr=False)
    media_type: str = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Result:
    """A checked answer.

    ``data``: JSON as Python (numbers int or Decimal, dates date or datetime), text of a text answer, bytes of a
    file, None for an empty one. ``record`` is the one record of the answer (also out of {"data": …}), or None;
    ``items`` the rows of a list; ``record_id`` the id a write answers, as text.
    """

    operation_id: str
    status: int
    headers: Mapping[str, str] = field(repr=False)
    data: Any = field(repr=False)
    items: tuple[Any, ...] = field(default=(), repr=False)
    record: Mapping[str, Any] | None = field(default=None, repr=False)
    record_id: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list. ``pages`` and ``total`` are None when the server does not tell."""

    items: tuple[Any, ...] = field(repr=False)
    number: int
    size: int
    pages: int | None
    total: int | None
    has_more: bool


class ApiClient:
    """A system by its document, safe to share between threads."""

    def __init__(self, system: SystemClient, document: Document) -> None:
        self.system = system
        self.document = document

    def call(
        self,
        operation_id: str,
        *,
        path: Mapping[str, Any] | None = None,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        body: Any = None,
        files: Mapping[str, File] | None = None,
        credential: Credential | None = None,
        max_bytes: int | None = None,
        deadline_s: float | None = None,
    ) -> Result:
        """Call one operation, whatever it is.

        Values may be str, int, Decimal, bool, date, datetime, lists, mappings; dates are written as the system
        wants them. Required parameters with a default may be left out.
        Raises: InvalidRequest (nothing was sent), and the tree of ``integrations.errors``: Refused (with
        ``problems``), NotFound, Conflict, Busy and Unavailable, NotAuthorised, UnexpectedResponse,
        OutcomeUnknown (a write whose answer was lost). KeyError for an operation the document has not.
        """
        raise NotImplementedError

    def get_page(
        self,
        operation_id: str,
        *,
        number: int = 1,
        size: int = 25,
        path: Mapping[str, Any] | None = None,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        credential: Credential | None = None,
    ) -> Page:
        """One page of a list, counted from 1. ``size`` is cut to what the system allows. Raises: see ``call``."""
        raise NotImplementedError

    def iterate(
        self,
        operation_id: str,
        *,
        path: Mapping[str, Any] | None = None,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        credential: Credential | None = None,
        size: int | None = None,
        most: int = 1000,
    ) -> Iterator[Any]:
        """The rows of a list, page after page as they are taken, at most ``most``. Raises: see ``call``."""
        raise NotImplementedError
