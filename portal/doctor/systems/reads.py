"""Tries one harmless read, and says what its end tells of the line and of the credential."""

from collections.abc import Callable
from dataclasses import dataclass

from portal.doctor.findings import Finding, bad, ok, unknown, warn
from portal.integrations.errors import (
    IntegrationError,
    NotAuthorised,
    NotFound,
    Rejected,
    Unavailable,
    UnexpectedResponse,
)

EXAMINATION_S = 10.0
"""Seconds for all calls to one system."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a read ended: with ``value``, or with ``error``."""

    value: object = None
    error: IntegrationError | None = None


def try_read(read: Callable[[], object]) -> Ended:
    """The end of one read."""
    try:
        return Ended(value=read())
    except IntegrationError as error:
        return Ended(error=error)


def tell_reached(system: str, ended: Ended) -> Finding:
    """Whether somebody answers: a refusal is an answer too."""
    name = f"{system}.reachable"
    if isinstance(ended.error, Unavailable):
        remedy = f"Check {system.upper()}_URL, the network, and whether the server runs."
        return bad(name, f"No good answer: {ended.error}.", remedy)
    return ok(name, "It answers.")


def tell_credential(system: str, ended: Ended, *, settings: str) -> Finding:
    """Whether the office's credential, in these settings, was accepted."""
    name, error = f"{system}.credential", ended.error
    if error is None:
        return ok(name, "The office's credential is accepted.")
    if isinstance(error, NotAuthorised):
        return bad(name, f"The office's credential is refused: {error}.", f"Look at {settings}.")
    if isinstance(error, Unavailable):
        return unknown(name, "Not looked at, because the system does not answer.")
    if isinstance(error, NotFound | UnexpectedResponse):
        return warn(
            name,
            f"It answers otherwise than the document says: {error}.",
            f"Put the system's own OpenAPI document in {system.upper()}_OPENAPI, "
            f"see docs/integrations/{system}.md.",
        )
    what = error.code if isinstance(error, Rejected) else str(error)
    return warn(name, f"Nobody can tell whether the credential is good: {what}.", "Look at the log.")
