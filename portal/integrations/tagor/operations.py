"""Which method of the client serves which operation of Tagor's document.

Each public method that calls Tagor is decorated with ``@serves(OPERATION)``; a test compares the decorators
with the catalogue, so an operation without a method is noticed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlencode

from portal.integrations.http import Kind, Request

F = TypeVar("F", bound=Callable[..., object])
_MARK = "serves_operations"


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of the reference page and how it may be treated. ``name`` is also its path.

    ``since`` is the first server version that has it, where that is not 1.08.5000: it is never sent to an
    older server.
    """

    name: str
    kind: Kind = "read"
    method: str = "POST"
    max_bytes: int | None = None
    deadline_s: float | None = None
    since: str = ""


def serves(*operations: Operation) -> Callable[[F], F]:
    """Marks a method as the one that serves ``operations``."""

    def mark(method: F) -> F:
        setattr(method, _MARK, operations)
        return method

    return mark


def list_served(client: type) -> dict[str, tuple[Operation, ...]]:
    """The decorated methods of a client class: name of the method, operations it serves."""
    return {
        name: operations
        for name in dir(client)
        if (operations := getattr(getattr(client, name), _MARK, None)) is not None
    }


def build_form(operation: Operation, form: Mapping[str, str]) -> Request:
    """The request of one of the two operations that take a form instead of JSON."""
    return Request(
        path=operation.name,
        method=operation.method,
        headers={"Content-Type": "application/x-www-form-urlencoded"},
        content=urlencode(form).encode(),
    )
