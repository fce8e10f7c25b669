"""How every Tagor operation is called: with which credential and input, and how the answer is unwrapped.

Holds no operations itself.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from portal.integrations.alternatives import AmountFormat
from portal.integrations.errors import (
    IntegrationError,
    NotAuthorised,
    OutcomeUnknown,
    Rejected,
    UnexpectedResponse,
)
from portal.integrations.exchange import BodyReader, WholeBody
from portal.integrations.http import Answer, Request, SystemClient, Terms
from portal.integrations.tagor.asked import Asked, write_flag
from portal.integrations.tagor.auth import OfficeAccess, get_credential_header
from portal.integrations.tagor.operations import Operation
from portal.integrations.tagor.paging import read_batches
from portal.integrations.tagor.refusals import build_refusal
from portal.integrations.tagor.values.account import Credential
from portal.integrations.tagor.versions import INFO, parse_version, read_version
from portal.integrations.tagor.wire import envelope
from portal.integrations.tagor.wire.answers import Refusal, Wire, parse

__all__ = ["AmountFormat", "Asked", "Operation", "TagorCalls", "write_flag"]

T = TypeVar("T")
W = TypeVar("W", bound=Wire)

logger = logging.getLogger("portal.integrations.tagor")

ROWS_PER_BATCH = 200
NEEDS_NEWER = "needs-newer-version"


class TagorCalls:
    """Sends operations through the transport, with the defendant's credential or the office's own."""

    def __init__(
        self,
        client: SystemClient,
        office: OfficeAccess,
        *,
        amount_format: AmountFormat = "comma",
        first_batch: int = 1,
        spool_dir: str | None = None,
    ) -> None:
        self._client = client
        self._office = office
        self._amount_format: AmountFormat = amount_format
        self._first_batch = first_batch
        self._spool_dir = spool_dir
        self._version: tuple[int, int, int] | None = None
        self._version_lock = threading.Lock()

    def close(self) -> None:
        """Close every connection."""
        self._client.close()

    def has_version(self, wanted: str) -> bool:
        """Whether the server is at least ``wanted`` (``"2.00"``). Asks Config/Info the first time only.

        Raises Unavailable, NotAuthorised, UnexpectedResponse; then the next call asks again.
        """
        if self._version is None:
            with self._version_lock:
                if self._version is None:
                    self._version = self._ask(INFO, Asked(context={}), read_version)
        return self._version >= parse_version(wanted)

    def _ask(
        self,
        operation: Operation,
        asked: Asked,
        read: Callable[[dict[str, Any]], T],
        *,
        credential: Credential | None = None,
        open_reader: Callable[[], BodyReader] = WholeBody,
    ) -> T:
        """Call an operation and read its unwrapped answer. Without ``credential`` the office itself calls.

        A write whose answer cannot be read has an unknown outcome: OutcomeUnknown, not UnexpectedResponse. An
        operation that only a newer server has is refused here: Rejected("needs-newer-version"), and nothing
        is sent.
        """
        if operation.since and not self.has_version(operation.since):
            raise Rejected(NEEDS_NEWER, system="tagor", operation=operation.name)
        answer = self._send(operation, asked, credential, open_reader)
        try:
            body = envelope.open_answer(_parse_json(answer))
            _check_success(operation.name, body)
            return read(body)
        except UnexpectedResponse as error:
            raise _name_fault(operation, error) from None

    def _ask_model(
        self, operation: Operation, asked: Asked, model: type[W], *, credential: Credential | None = None
    ) -> W:
        """Like ``_ask`` for an answer of flat scalars: Success must be present and true."""
        return self._ask(operation, asked, lambda body: _read_model(model, body), credential=credential)

    def _ask_rows(self, operation: Operation, asked: Asked, dataset: str, model: type[W]) -> list[W]:
        """Like ``_ask`` for an answer that is one dataset, called with the office key."""
        return self._ask(
            operation,
            asked,
            lambda body: [parse(model, row) for row in envelope.read_rows(body, dataset)],
        )

    def _ask_all_rows(
        self,
        operation: Operation,
        asked: Asked,
        dataset: str,
        model: type[W],
        *,
        get_id: Callable[[W], str] | None = None,
        size: int = ROWS_PER_BATCH,
    ) -> list[W]:
        """Like ``_ask_rows`` for a list that may be long: read batch by batch, to its end.

        ``get_id`` tells rows apart; without one, whole batches are compared. Raises UnexpectedResponse for a
        list without end.
        """

        def fetch(number: int) -> list[W]:
            batch = {"BATCH-SIZE": str(size), "BATCH-NUMBER": str(number)}
            part = replace(asked, context={**(asked.context or {}), **batch})
            return self._ask_rows(operation, part, dataset, model)

        return read_batches(fetch, size=size, get_id=get_id, first=self._first_batch)

    def _ask_deed(self, operation: Operation, asked: Asked) -> None:
        """Like ``_ask`` for an action whose answer is a context row ``success``.

        Raises Rejected unless true.
        """
        told = self._ask(operation, asked, envelope.read_context).get("success", "")
        if told.lower() == "false":
            raise Rejected("unknown", system="tagor", operation=operation.name)
        if told.lower() != "true":
            raise OutcomeUnknown("no word of success", system="tagor", operation=operation.name)

    def _send(
        self,
        operation: Operation,
        asked: Asked,
        credential: Credential | None,
        open_reader: Callable[[], BodyReader],
    ) -> Answer:
        send = partial(self._send_as, operation, asked.build_content(), open_reader)
        if credential is not None:
            return send(get_credential_header(credential))
        header = self._office.get_header()
        try:
            return send(header)
        except NotAuthorised:
            # A 401 proves that nothing was done, so even a write may be retried: once, with a new token.
            if not self._office.renew(header):
                raise
        return send(self._office.get_header())

    def _send_as(
        self,
        operation: Operation,
        content: bytes | None,
        open_reader: Callable[[], BodyReader],
        header: str,
    ) -> Answer:
        headers = {"Authorization": header}
        if content is not None:
            headers["Content-Type"] = "application/json"
        return self._client.call(
            operation.name,
            Request(path=operation.name, method=operation.method, headers=headers, content=content),
            Terms(
                kind=operation.kind,
                max_bytes=operation.max_bytes,
                deadline_s=operation.deadline_s,
                open_reader=open_reader,
            ),
        )


def _parse_json(answer: Answer) -> Any:
    try:
        return answer.parse_json()
    except ValueError:
        raise UnexpectedResponse("answer is not JSON") from None


def _read_model(model: type[W], body: dict[str, Any]) -> W:
    parse(Refusal, body)  # an answer that does not say whether it succeeded is not a success
    return parse(model, body)


def _check_success(operation: str, body: dict[str, Any]) -> None:
    """Raise Rejected for an answer that says it did not succeed, whatever else it holds."""
    if "success" not in body:
        return
    said = parse(Refusal, body)
    if not said.success:
        refusal = build_refusal(operation, said.error)
        # Log an unknown text, for whoever extends refusals.py; known ones hold no news.
        text = refusal.text[:200] if refusal.code == "unknown" else ""
        logger.info("refused system=tagor operation=%s code=%s text=%r", operation, refusal.code, text)
        raise refusal


def _name_fault(operation: Operation, error: UnexpectedResponse) -> IntegrationError:
    kind = OutcomeUnknown if operation.kind == "write" else UnexpectedResponse
    return kind(f"tagor {operation.name}: {error}", system="tagor", operation=operation.name)
