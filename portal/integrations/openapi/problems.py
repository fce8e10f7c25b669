"""Problems with a document, with a request before it is sent, and with a request that a server refused.

A library's messages never leave this package: a ``Problem`` is a place and a code, which pages translate.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from portal.integrations.errors import Failure, Rejected, Unavailable
from portal.integrations.openapi.pointers import unescape

Where = Literal["path", "query", "header", "body", "file", "server"]


class DocumentError(Exception):
    """An OpenAPI document cannot be used. The text is one sentence that names the source and the place."""

    def __init__(self, source: str, pointer: str, text: str) -> None:
        place = f" at {pointer}" if pointer else ""
        super().__init__(f"{source}{place}: {text}")
        self.source = source
        self.pointer = pointer


class DocumentUnusable(Unavailable):
    """A system or a call is switched off because its document cannot be used. ``reason``: a sentence."""

    def __init__(self, reason: str, *, system: str, operation: str = "") -> None:
        super().__init__("the document cannot be used", system=system, operation=operation)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a request.

    ``pointer`` is a JSON pointer into the body ("/addresses/0/city"), or "/name" of a parameter or file;
    empty for the whole request. ``code`` is a keyword of JSON Schema in snake case (required, type, enum,
    const, format, minimum, maximum, exclusive_minimum, exclusive_maximum, min_length, max_length, pattern,
    multiple_of, min_items, max_items, unique_items, additional_properties, one_of, any_of) or one of ours:
    unknown (not in the document), forbidden (never sent), unsendable (characters that no header or path can
    hold), too_large, invalid (anything else), said (the server's own words, in ``params["text"]``).
    ``params``: limit, options, expected, types, format, pattern, text, each where the code has one.
    """

    where: Where
    pointer: str
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def field(self) -> str:
        """The first step of the pointer: the field of a form."""
        return unescape(self.pointer.removeprefix("/").partition("/")[0])


class InvalidRequest(Exception):
    """The request does not fit the document: nothing was sent."""

    def __init__(self, operation: str, problems: tuple[Problem, ...]) -> None:
        places = ", ".join(f"{one.where}{one.pointer} {one.code}" for one in problems)
        super().__init__(f"{operation}: {places}")
        self.operation = operation
        self.problems = problems


class Refused(Rejected):
    """The server understood and refused; ``problems`` are its messages, each with code "said".

    Codes: "invalid" (the values), "refused" (anything else). ``text`` is the server's own title.
    """

    def __init__(
        self,
        code: str,
        text: str = "",
        *,
        system: str = "",
        operation: str = "",
        problems: tuple[Problem, ...] = (),
    ) -> None:
        super().__init__(code, text, system=system, operation=operation)
        self.problems = problems


class AskAgain(Unavailable):
    """A write came with a token that had ended, so nothing was done; the next one goes with a fresh token."""


class Busy(Unavailable):
    """The server asks for fewer calls. ``retry_after_s``: how long to wait, if it says so."""

    failure: ClassVar[Failure] = "busy"

    def __init__(self, *, system: str, operation: str, retry_after_s: int | None) -> None:
        super().__init__(f"{system} {operation}: too many calls", system=system, operation=operation)
        self.retry_after_s = retry_after_s
