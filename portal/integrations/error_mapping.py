"""Maps failures on the wire to errors that say what the caller must do next.

A write may be called Unavailable (try again later) only when it certainly had no effect: it was never sent
(could not connect, bulkhead full, circuit open), or the system itself said so (429, 503). A 502 or 504 comes
from a proxy in between and may hide a write that succeeded.
"""

from dataclasses import dataclass

import httpx

from portal.integrations.engine import is_timeout, was_never_sent
from portal.integrations.errors import (
    IntegrationError,
    NotAuthorised,
    OutcomeUnknown,
    Unavailable,
    UnexpectedResponse,
)
from portal.integrations.exchange import Kind

BUSY = frozenset({429, 502, 503, 504})
_REFUSED_UNTOUCHED = frozenset({429, 503})


class TooLargeError(Exception):
    """The answer is larger than this call allows."""


@dataclass(frozen=True, slots=True)
class Faults:
    """Makes the errors for one call to one system."""

    system: str
    operation: str
    kind: Kind

    def make(self, kind: type[IntegrationError], text: str) -> IntegrationError:
        """An error of this kind that names where it happened."""
        return kind(f"{self.system} {self.operation}: {text}", system=self.system, operation=self.operation)

    def lost(self, otherwise: type[IntegrationError], text: str) -> IntegrationError:
        """The error for an answer that never came or cannot be read: a write's outcome is then unknown."""
        return self.make(OutcomeUnknown if self.kind == "write" else otherwise, text)

    def explain_error(self, error: BaseException) -> tuple[str, IntegrationError]:
        """A word for the log and the error text that describes a transport failure.

        Holds none of the error's own text.
        """
        name = type(error).__name__
        if isinstance(error, TooLargeError):
            return "too-large", self.lost(UnexpectedResponse, "answer larger than allowed")
        if was_never_sent(error):
            return "unreachable", self.make(Unavailable, f"could not be reached ({name})")
        if isinstance(error, httpx.InvalidURL | ValueError):
            return "bad-request", self.lost(UnexpectedResponse, f"cannot be asked ({name})")
        word = "timeout" if is_timeout(error) else "dropped"
        return word, self.lost(Unavailable, f"no answer ({name})")

    def explain_status(self, status: int) -> IntegrationError:
        """The error for a status that is not an answer to this call."""
        text = f"status {status}"
        if status in (401, 403):
            return self.make(NotAuthorised, text)
        if status in _REFUSED_UNTOUCHED:
            return self.make(Unavailable, text)
        if status in BUSY:
            return self.lost(Unavailable, text)
        if status >= 500:
            return self.lost(UnexpectedResponse, text)
        return self.make(UnexpectedResponse, text)
