"""Calls the operations of a document: checks what leaves, sends it, checks what comes back."""

import logging
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from portal.integrations.context import request_id
from portal.integrations.error_mapping import Faults
from portal.integrations.errors import NotAuthorised, OutcomeUnknown, UnexpectedResponse
from portal.integrations.exchange import Kind, Request
from portal.integrations.http import SystemClient, Terms
from portal.integrations.openapi.dialect import Dialect
from portal.integrations.openapi.document import Document
from portal.integrations.openapi.operation import Operation
from portal.integrations.openapi.paging import Page, find_next, get_size, read_page, turn_to
from portal.integrations.openapi.problems import AskAgain, DocumentError, DocumentUnusable
from portal.integrations.openapi.requests import Asked, File, RequestBuilder
from portal.integrations.openapi.responses import NOT_A_FAILURE, AnswerReader, Result
from portal.integrations.openapi.validation import Validator

logger = logging.getLogger("portal.integrations")

_MOST_FILE_BYTES = 25_000_000
_MOST_PAGES = 500
MASK = "X-Fields"


class Credential(Protocol):
    """Who calls."""

    def get_headers(self) -> Mapping[str, str]:
        """The headers that say who calls. May sign in or refresh first. Raises the errors of a call."""
        ...

    def renew(self, refused: Mapping[str, str]) -> bool:
        """After ``refused`` was not accepted: whether other headers can be tried.

        Raises as ``get_headers``.
        """
        ...


class ApiClient:
    """A system by its document, safe to share between threads.

    ``credential`` is the default caller; a call without any is sent without a credential.
    """

    def __init__(
        self,
        system: SystemClient,
        document: Document,
        *,
        dialect: Dialect | None = None,
        credential: Credential | None = None,
    ) -> None:
        self.system = system
        self.document = document
        self.dialect = dialect or Dialect(document)
        self._credential = credential
        validator = Validator(document)
        self._builder = RequestBuilder(self.dialect, validator)
        self._reader = AnswerReader(document, self.dialect, validator, system=system.system)

    def close(self) -> None:
        """Close every connection."""
        self.system.close()

    def call(  # noqa: PLR0913 - the places of a request, each by name
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
        """Call any one operation.

        Values may be str, int, Decimal, bool, date, datetime, lists, mappings; dates are written as the
        system wants them, None in a parameter is left out. Required parameters with a default may be left
        out. Raises: InvalidRequest (nothing was sent), and the tree of ``integrations.errors``: Refused (with
        ``problems``), NotFound, Conflict, Busy and Unavailable, NotAuthorised, UnexpectedResponse,
        OutcomeUnknown (a write whose answer was lost). KeyError for an operation that the document lacks.
        """
        asked = Asked(path or {}, query or {}, headers or {}, body, files or {})
        operation = self.document.get_operation(operation_id)
        return self._ask(operation, asked, credential, max_bytes=max_bytes, deadline_s=deadline_s)

    def check(
        self,
        operation_id: str,
        *,
        path: Mapping[str, Any] | None = None,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        body: Any = None,
        files: Mapping[str, File] | None = None,
    ) -> None:
        """Do only the checks that ``call`` does before it sends. Raises: InvalidRequest."""
        asked = Asked(path or {}, query or {}, headers or {}, body, files or {})
        self._builder.build(self.document.get_operation(operation_id), asked)

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
        """One page of a list, counted from 1; ``size`` is cut to what the system allows.

        Raises: see ``call``.
        """
        operation = self.document.get_operation(operation_id)
        size = get_size(operation, size)
        turn = turn_to(operation, self.dialect, number=max(number, 1), size=size)
        asked = Asked(path or {}, {**(query or {}), **turn.query}, headers or {}, extra=turn.extra)
        result = self._ask(operation, asked, credential)
        return read_page(operation, result, number=max(number, 1), size=size)

    def iterate(
        self,
        operation_id: str,
        *,
        path: Mapping[str, Any] | None = None,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        credential: Credential | None = None,
        size: int = 50,
        most: int = 1000,
    ) -> Iterator[Any]:
        """The rows of a list, at most ``most``; each page is requested when its first row is needed.

        Raises: see ``call``.
        """
        operation = self.document.get_operation(operation_id)
        size = get_size(operation, min(size, most) if most > 0 else 1)
        turn = turn_to(operation, self.dialect, number=1, size=size)
        for number in range(1, _MOST_PAGES + 1):
            asked = Asked(path or {}, {**(query or {}), **turn.query}, headers or {}, extra=turn.extra)
            result = self._ask(operation, asked, credential)
            page = read_page(operation, result, number=number, size=size)
            if page.number < number:  # a server that does not know the parameter sends its first page
                return
            for row in page.items:
                if most <= 0:
                    return
                most -= 1
                yield row
            if not page.has_more or most <= 0:
                return
            turn = turn_to(operation, self.dialect, number=number + 1, size=size)
            if linked := find_next(result.data):
                known = {*asked.query, *self.dialect.never_query}
                extra = {name: text for name, text in linked.items() if name not in known}
                turn = type(turn)(turn.query, {**turn.extra, **extra})

    # Sending -----------------------------------------------------------------------------------------

    def _ask(
        self,
        operation: Operation,
        asked: Asked,
        credential: Credential | None,
        *,
        max_bytes: int | None = None,
        deadline_s: float | None = None,
    ) -> Result:
        try:
            return self._ask_checked(operation, asked, credential, max_bytes=max_bytes, deadline_s=deadline_s)
        except DocumentError as error:
            name, system = operation.operation_id, self.system.system
            raise DocumentUnusable(str(error), system=system, operation=name) from None

    def _ask_checked(
        self,
        operation: Operation,
        asked: Asked,
        credential: Credential | None,
        *,
        max_bytes: int | None,
        deadline_s: float | None,
    ) -> Result:
        request = self._builder.build(operation, asked)
        kind: Kind = "read" if self.dialect.is_read(operation) else "write"
        if max_bytes is None and operation.answer is not None and not operation.answer.is_json:
            max_bytes = _MOST_FILE_BYTES
        terms = Terms(kind=kind, accept=NOT_A_FAILURE, max_bytes=max_bytes, deadline_s=deadline_s)
        is_masked = MASK in asked.headers
        caller = None if operation.raw.get("security") == [] else credential or self._credential
        if caller is None:
            return self._send(operation, request, terms, {}, is_masked=is_masked)
        access = caller.get_headers()
        try:
            return self._send(operation, request, terms, access, is_masked=is_masked)
        except NotAuthorised as error:
            if not caller.renew(access):
                raise
            if kind != "read":
                # The token was refused, so nothing happened; but only the caller knows whether to send it
                # again.
                again = f"{error}: signed in again, ask again"
                raise AskAgain(again, system=error.system, operation=error.operation) from None
        return self._send(operation, request, terms, caller.get_headers(), is_masked=is_masked)

    def _send(
        self,
        operation: Operation,
        request: Request,
        terms: Terms,
        access: Mapping[str, str],
        *,
        is_masked: bool,
    ) -> Result:
        sent = Request(
            path=request.path,
            method=request.method,
            headers={**request.headers, **access},
            params=request.params,
            content=request.content,
        )
        answer = self.system.call(operation.operation_id, sent, terms)
        faults = Faults(system=self.system.system, operation=operation.operation_id, kind=terms.kind)
        try:
            return self._reader.read(operation, answer, faults, is_masked=is_masked)
        except (UnexpectedResponse, OutcomeUnknown) as error:
            # Its text holds only names of the document.
            logger.warning("unreadable %s request_id=%s", error, request_id.get() or "-")
            raise
