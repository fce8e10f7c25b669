"""Whether Aptic answers, and how the portal calls it."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from portal import registry
from portal.integrations.errors import IntegrationError


@dataclass(frozen=True, slots=True)
class Connection:
    """``credential``: "key", "client" or "" (none is set). ``error``: why it does not answer, else None."""

    host: str
    credential: str
    error: IntegrationError | None

    @property
    def is_on(self) -> bool:
        """Whether the office gave its address and who calls."""
        return bool(self.host and self.credential)


def is_on() -> bool:
    """Whether the office gave Aptic's address and who calls."""
    return bool(settings.APTIC_URL and find_credential())


def find_credential() -> str:
    """Which of the two forms is used."""
    if settings.APTIC_API_KEY:
        return "key"
    return "client" if settings.APTIC_CLIENT_SECRET else ""


def get_connection() -> Connection:
    """Asks Aptic once whether it is there; never fails."""
    host = urlsplit(settings.APTIC_URL).hostname or ""
    error = None
    if is_on():
        try:
            registry.aptic().ping()
        except IntegrationError as found:
            error = found
    return Connection(host, find_credential(), error)
