"""Requests and answers as bytes, and how a call may be treated."""

import json
import re
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal, Protocol

from portal.integrations.charsets import find_charset

Kind = Literal["read", "once", "write"]
"""How a call may be retried: "read", "once" or "write".

read: may be retried. once: changes nothing, but is not retried. write: not retried, and when its answer is
lost the outcome is unknown.
"""

SUCCESS = range(200, 300)
MOST_DEEP = 64
LONGEST_NUMBER = 100
"""Longest fraction, in characters and as exponent: 1e999999999 would take a gigabyte to print."""
_MAY_BE_UNREADABLE = re.compile(r"\\u(?:[dD][89a-fA-F]|0000)")
_UNREADABLE = re.compile("[\x00\ud800-\udfff]")
_NESTING = (dict, list)


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
        """The body as JSON, see ``parse_json``. Raises ValueError for anything else.

        JSON should be UTF-8; if it is not, the charset in its media type is used.
        """
        try:
            text = self.content.decode(json.detect_encoding(self.content))
        except UnicodeDecodeError:
            named = find_charset(self.headers.get("content-type", ""))
            if not named:
                raise
            text = self.content.decode(named)
        return parse_json(text)


class BodyReader(Protocol):
    """Takes the body of an answer as it arrives. What it raises would count as a fault of the system."""

    def take(self, part: bytes, /) -> object:
        """The next part."""

    def finish(self) -> bytes:
        """After the last part: what becomes ``Answer.content``."""


class WholeBody:
    """The body in memory."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self.take = self._parts.append

    def finish(self) -> bytes:
        """All of it."""
        return b"".join(self._parts)


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one system, in seconds and bytes.

    ``deadline_s`` bounds a call with all its retries; ``read_timeout_s`` one attempt. ``max_concurrent`` is
    the bulkhead: that many calls at once, and as many connections kept open. ``bulkhead_wait_s`` is the wait
    for a free place, which absorbs a burst; when a system hangs, the circuit breaker opens before many
    threads wait that long.
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
    """How one call is treated: its kind, the statuses that count as answers, and any limits of its own.

    ``deadline_s`` replaces both the deadline and the time-out of an attempt, for a call known to be slow.
    Each attempt opens a reader: with one of its own, a large body never stands in memory.
    """

    kind: Kind
    accept: Container[int] = SUCCESS
    max_bytes: int | None = None
    deadline_s: float | None = None
    open_reader: Callable[[], BodyReader] = WholeBody


def parse_json(text: str) -> Any:
    """Parse JSON from outside, numbers exact (``int`` or ``Decimal``).

    NULs and lone surrogates, which no page or database accepts, become U+FFFD. Raises: ValueError for
    anything else, and for nesting or numbers beyond ``MOST_DEEP`` and ``LONGEST_NUMBER``.
    """
    try:
        found = _DECODER.decode(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if text.count("{") + text.count("[") > MOST_DEEP and _is_deeper(found, MOST_DEEP):
        raise ValueError("nested too deeply")
    return _mend(found) if _MAY_BE_UNREADABLE.search(text) else found


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a JSON number")


def _read_number(text: str) -> Decimal:
    if len(text) > LONGEST_NUMBER or abs((number := Decimal(text)).adjusted()) > LONGEST_NUMBER:
        raise ValueError("number with too many digits")
    return number


_DECODER = json.JSONDecoder(parse_float=_read_number, parse_constant=_refuse_constant)


def _is_deeper(value: Any, depth: int) -> bool:
    """Whether lists and objects are nested more than ``depth`` deep; checked level by level."""
    level = [value] if isinstance(value, _NESTING) else []
    for _step in range(depth):
        if not level:
            return False
        inner = [one.values() if isinstance(one, dict) else one for one in level]
        level = [one for values in inner for one in values if isinstance(one, _NESTING)]
    return bool(level)


def _mend(value: Any) -> Any:
    """``value``, not deeper than ``MOST_DEEP``, with texts that can be displayed and stored."""
    if isinstance(value, str):
        return _UNREADABLE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_mend(one) for one in value]
    if isinstance(value, dict):
        return {_UNREADABLE.sub("\ufffd", name): _mend(one) for name, one in value.items()}
    return value
