"""What every call of a page inherits: request id, and the name of the operation that an SDK runs.

Both are context variables, so they follow a call into another thread (see ``side_by_side``).
"""

import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="")
_operation: ContextVar[str] = ContextVar("operation", default="call")

_SAFE_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


def get_request_id() -> str:
    """The id of the request being served; a new one outside a request, or when it could not be a header."""
    current = request_id.get()
    return current if _SAFE_ID.fullmatch(current) else uuid.uuid4().hex


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
