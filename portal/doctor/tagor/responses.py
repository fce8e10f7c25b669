"""Sends a terminal's request, and reads the answer as the client does."""

import json
from decimal import Decimal
from typing import Any

from portal.doctor.tagor.probe import Probe
from portal.integrations.errors import UnexpectedResponse
from portal.integrations.exchange import Answer, Kind, Request, Terms
from portal.integrations.tagor.operations import Operation
from portal.integrations.tagor.wire import envelope


def send(probe: Probe, operation: Operation, request: Request) -> Answer:
    """Tagor's answer, even a refusal or an error; never sent twice.

    Raises Unavailable, OutcomeUnknown, UnexpectedResponse when there is no answer.
    """
    kind: Kind = "write" if operation.kind == "write" else "once"
    terms = Terms(kind=kind, accept=range(100, 600), max_bytes=30_000_000, deadline_s=operation.deadline_s)
    return probe.wire.call(operation.name, request, terms)


def read_answer(answer: Answer) -> dict[str, Any]:
    """An answer as the client reads it: ``scalars``, ``context``, and the rows of each dataset.

    Keys are in lower case. Raises UnexpectedResponse for what the client could not read either.
    """
    try:
        body = envelope.open_answer(answer.parse_json())
    except ValueError:
        raise UnexpectedResponse("the answer is not JSON") from None
    nested = {name: value for name, value in body.items() if isinstance(value, dict | list)}
    return {
        "scalars": {name: value for name, value in body.items() if name not in nested},
        "context": envelope.read_context(body) if envelope.CONTEXT.lower() in nested else {},
        "datasets": {
            name: envelope.read_rows(body, name) for name in nested if name != envelope.CONTEXT.lower()
        },
    }


def dump(value: Any) -> str:
    """JSON for people; exact numbers stay as they were written."""
    return json.dumps(value, indent=2, ensure_ascii=False, default=_write_decimal)


def _write_decimal(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(type(value).__name__)
