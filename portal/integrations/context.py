"""What every call of a page inherits: request id, deadline, and the name of the operation that an SDK runs.

All are context variables, so they follow a call into another thread (see ``side_by_side``).
"""

import re
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="")
deadline: ContextVar[float | None] = ContextVar("deadline", default=None)
_operation: ContextVar[str] = ContextVar("operation", default="call")

_SAFE_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


def get_request_id() -> str:
    """The id of the request being served; a new one outside a request, or when it could not be a header."""
    current = request_id.get()
    return current if _SAFE_ID.fullmatch(current) else uuid.uuid4().hex


@contextmanager
def page_deadline(seconds: float) -> Iterator[None]:
    """Every call made inside fails at the latest ``seconds`` from now.

    Nested deadlines can only shorten it.
    """
    with deadline_at(time.monotonic() + seconds):
        yield


@contextmanager
def deadline_at(end: float | None) -> Iterator[None]:
    """Like ``page_deadline``, until a moment (``time.monotonic``); None changes nothing."""
    outer = deadline.get()
    ends = [moment for moment in (outer, end) if moment is not None]
    token = deadline.set(min(ends, default=None))
    try:
        yield
    finally:
        deadline.reset(token)


def get_deadline(seconds: float) -> float:
    """The moment (``time.monotonic``) when a call of ``seconds`` must end, page deadline included."""
    end = time.monotonic() + seconds
    page = deadline.get()
    return end if page is None else min(page, end)


@contextmanager
def operation_named(name: str) -> Iterator[None]:
    """Name the operation of every call inside, for the log and the faults: an SDK knows no such name."""
    token = _operation.set(name)
    try:
        yield
    finally:
        _operation.reset(token)


def get_operation_name() -> str:
    """The operation that an SDK is carrying out; "call" when nobody named it."""
    return _operation.get()
