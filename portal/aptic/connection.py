"""Whether Aptic answers, how the portal signs in there, and what staff are told when it fails."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from portal import registry
from portal.integrations.errors import (
    IntegrationError,
    NotAuthorised,
    OutcomeUnknown,
    Rejected,
    Unavailable,
)
from portal.integrations.openapi import Busy, InvalidRequest


@dataclass(frozen=True, slots=True)
class Connection:
    """``credential``: "key", "client" or "" (none is set). ``error``: why it does not answer, or None."""

    host: str
    credential: str
    error: IntegrationError | None

    @property
    def is_on(self) -> bool:
        """Whether the office has set the address and a credential."""
        return bool(self.host and self.credential)


def is_on() -> bool:
    """Whether the office has set Aptic's address and a credential."""
    return bool(settings.APTIC_URL and find_credential())


def find_credential() -> str:
    """Which of the two kinds of credential is used."""
    if settings.APTIC_API_KEY:
        return "key"
    return "client" if settings.APTIC_CLIENT_SECRET else ""


def get_connection() -> Connection:
    """Ping Aptic once; never fails."""
    host = urlsplit(settings.APTIC_URL).hostname or ""
    error = None
    if is_on():
        try:
            registry.aptic().ping()
        except IntegrationError as found:
            error = found
    return Connection(host, find_credential(), error)


def describe_fault(error: Exception, *, is_on: bool = True) -> str:
    """A message for staff on what went wrong with Aptic."""
    if not is_on:
        return _("Aptic is not set up. Its address or its key is missing.")
    faults: list[tuple[type[Exception], str]] = [
        (NotAuthorised, _("Aptic refuses the key of the portal. Tell whoever runs the portal.")),
        (
            OutcomeUnknown,
            _(
                "Aptic gave no answer that we can use. "
                "We do not know whether it was done. Look at the list first."
            ),
        ),
        (Busy, _("Aptic asks us to wait. Please try again in a minute.")),
        (Unavailable, _("Aptic does not answer. Please try again in a few minutes.")),
        (Rejected, _("Aptic refuses this.")),
        (InvalidRequest, _("This does not fit what Aptic takes.")),
        (IntegrationError, _("Aptic gives an answer that we cannot use.")),
    ]
    words = next(text for kind, text in faults if isinstance(error, kind))
    return f"{words} {error.text}" if isinstance(error, Rejected) and error.text else words
