"""How every Tagor operation is called: who asks, what is sent, how the answer is opened.

No operation of its own.
"""

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from portal.integrations.errors import (
    IntegrationError,
    NotAuthorised,
    OutcomeUnknown,
    UnexpectedResponse,
)
from portal.integrations.http import Answer, Kind, Request, SystemClient, Terms

from . import envelope
from .auth import OfficeAccess, get_credential_header
from .refusals import build_refusal
from .values import Credential
from .wire import Refusal, Wire, parse

AmountFormat = Literal["comma", "dot", "cents"]
T = TypeVar("T")
W = TypeVar("W", bound=Wire)

logger = logging.getLogger("portal.integrations.tagor")


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of the reference page and how it may be treated. ``name`` is also its path."""

    name: str
    kind: Kind = "read"
    method: str = "POST"
    max_bytes: int | None = None
    deadline_s: float | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What an operation is sent: flat scalars, context rows (None: no context at all), further datasets."""

    scalars: Mapping[str, Any] = field(default_factory=dict, repr=False)
    context: Mapping[str, str] | None = None
    datasets: Mapping[str, Sequence[envelope.Row]] = field(default_factory=dict, repr=False)
    no_body: bool = False

    def build_content(self) -> bytes | None:
        if self.no_body:
            return None
        datasets = dict(self.datasets)
        if self.context is not None:
            datasets = {envelope.CONTEXT: envelope.build_context(self.context), **datasets}
        return json.dumps(envelope.build_body(self.scalars, datasets), allow_nan=False).encode()


class TagorCalls:
    """Sends operations through the transport, with the defendant's credential or the office's own."""

    def __init__(
        self,
        client: SystemClient,
        office: OfficeAccess,
        *,
        amount_format: AmountFormat = "comma",
        first_batch: int = 1,
    ) -> None:
        self._client = client
        self._office = office
        self._amount_format: AmountFormat = amount_format
        self._first_batch = first_batch

    def close(self) -> None:
        """Close every connection."""
        self._client.close()

    def _ask(
        self,
        operation: Operation,
        asked: Asked,
        read: Callable[[dict[str, Any]], T],
        *,
        credential: Credential | None = None,
    ) -> T:
        """Call an operation and read its opened answer. Without ``credential`` the office itself calls.

        A write whose answer cannot be read has an unknown outcome: OutcomeUnknown, not UnexpectedResponse.
        """
        answer = self._send(operation, asked, credential)
        try:
            body = envelope.open_answer(_parse_json(answer))
            _check_success(operation.name, body)
            return read(body)
        except UnexpectedResponse as error:
            raise _name_fault(operation, error) from None

    def _ask_model(
        self, operation: Operation, asked: Asked, model: type[W], *, credential: Credential | None = None
    ) -> W:
        """Like ``_ask`` for an answer of flat scalars: Success must be there, and true."""
        return self._ask(operation, asked, lambda body: _read_model(model, body), credential=credential)

    def _ask_rows(self, operation: Operation, asked: Asked, dataset: str, model: type[W]) -> list[W]:
        """Like ``_ask`` for an answer that is one dataset, asked with the office key."""
        return self._ask(
            operation,
            asked,
            lambda body: [parse(model, row) for row in envelope.read_rows(body, dataset)],
        )

    def _send(self, operation: Operation, asked: Asked, credential: Credential | None) -> Answer:
        content = asked.build_content()
        if credential is not None:
            return self._send_as(operation, content, get_credential_header(credential))
        header = self._office.get_header()
        try:
            return self._send_as(operation, content, header)
        except NotAuthorised:
            # A 401 proves that nothing was done, so a write may be sent again too: once, with a new token.
            if not self._office.renew(header):
                raise
        return self._send_as(operation, content, self._office.get_header())

    def _send_as(self, operation: Operation, content: bytes | None, header: str) -> Answer:
        headers = {"Authorization": header}
        if content is not None:
            headers["Content-Type"] = "application/json"
        return self._client.call(
            operation.name,
            Request(path=operation.name, method=operation.method, headers=headers, content=content),
            Terms(kind=operation.kind, max_bytes=operation.max_bytes, deadline_s=operation.deadline_s),
        )


def _parse_json(answer: Answer) -> Any:
    try:
        return answer.parse_json()
    except ValueError:
        raise UnexpectedResponse("answer is not JSON") from None


def _read_model(model: type[W], body: dict[str, Any]) -> W:
    parse(Refusal, body)  # an answer that does not say whether it succeeded is no success
    return parse(model, body)


def _check_success(operation: str, body: dict[str, Any]) -> None:
    """Raise Rejected for an answer that says it did not succeed, whatever else it holds."""
    if "success" not in body:
        return
    said = parse(Refusal, body)
    if not said.success:
        refusal = build_refusal(operation, said.error)
        # An unknown text must reach whoever extends refusals.py; the known ones say nothing new.
        text = refusal.text[:200] if refusal.code == "unknown" else ""
        logger.info("refused system=tagor operation=%s code=%s text=%r", operation, refusal.code, text)
        raise refusal


def _name_fault(operation: Operation, error: UnexpectedResponse) -> IntegrationError:
    kind = OutcomeUnknown if operation.kind == "write" else UnexpectedResponse
    return kind(f"tagor {operation.name}: {error}", system="tagor", operation=operation.name)
