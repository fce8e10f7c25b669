"""What goes to a system and what comes back, as bytes, and how a call may be treated."""

import json
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

Kind = Literal["read", "once", "write"]
"""read: may be sent again. once: changes nothing, but is not sent again. write: not sent again, and when
its
answer is lost nobody knows the outcome."""

SUCCESS = range(200, 300)


@dataclass(frozen=True, slots=True)
class Request:
    """One request. ``path`` is under the base address of the system."""

    path: str
    method: str = "POST"
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    params: Mapping[str, str] | None = field(default=None, repr=False)
    content: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: status, headers (case-insensitive) and the whole body."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    content: bytes = field(repr=False)

    def parse_json(self) -> Any:
        """The body as JSON, numbers exact (``int`` or ``Decimal``). Raises ValueError for anything else."""
        try:
            return _DECODER.decode(self.content.decode(json.detect_encoding(self.content)))
        except RecursionError:
            raise ValueError("nested too deeply") from None


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one system, in seconds and bytes.

    ``deadline_s`` bounds a call with all its retries; ``read_timeout_s`` one attempt. ``max_concurrent``
    is the bulkhead: that many calls at once, and as many connections kept open. ``bulkhead_wait_s`` carries a
    burst over; a system that hangs is left alone by the circuit breaker before many threads wait that long.
    """

    connect_timeout_s: float = 2.0
    read_timeout_s: float = 8.0
    deadline_s: float = 10.0
    max_concurrent: int = 128
    bulkhead_wait_s: float = 1.0
    max_attempts: int = 3
    max_answer_bytes: int = 2_000_000


@dataclass(frozen=True, slots=True)
class Terms:
    """How one call is to be treated: its kind, the statuses that are answers, its own limits if not the
    usual.

    ``deadline_s`` replaces both the deadline and the time-out of an attempt, for a call known to be slow.
    """

    kind: Kind
    accept: Container[int] = SUCCESS
    max_bytes: int | None = None
    deadline_s: float | None = None


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a JSON number")


_DECODER = json.JSONDecoder(parse_float=Decimal, parse_constant=_refuse_constant)
