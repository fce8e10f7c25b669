"""What can go wrong with a system behind the portal, split by what the caller does next."""

from collections.abc import Sequence
from typing import ClassVar, Literal

Failure = Literal["away", "busy", "refused", "unreadable"]
"""What people are told of a read that failed."""


class IntegrationError(Exception):
    """Any failure of a system behind the portal.

    ``system`` and ``operation`` say where it happened. The text is for the log, never for a page.
    """

    failure: ClassVar[Failure] = "unreadable"

    def __init__(self, message: str, *, system: str = "", operation: str = "") -> None:
        super().__init__(message)
        self.system = system
        self.operation = operation


class Unavailable(IntegrationError):
    """The system did not answer, or said it is busy, and nothing was changed there: try again later."""

    failure: ClassVar[Failure] = "away"


class NotSetUp(Unavailable):
    """It cannot even be asked, by the portal's own settings. ``settings``: those to fill in or to mend."""

    def __init__(self, names: Sequence[str], why: str, *, system: str = "") -> None:
        super().__init__(f"{', '.join(names)}: {why}", system=system)
        self.settings = tuple(names)


class NoRoom(Unavailable):
    """The answer came, and our own disk could not hold it."""


class OutcomeUnknown(IntegrationError):
    """A write was sent but its answer never came. Find out what happened; never resend it blindly."""

    failure: ClassVar[Failure] = "away"


class NotAuthorised(IntegrationError):
    """The system refused the credential. The office key: alert. A defendant's: they must sign in again."""

    failure: ClassVar[Failure] = "refused"


class UnexpectedResponse(IntegrationError):
    """The answer breaks the contract (not JSON, a field missing or of another type): alert, show an error."""


class Rejected(IntegrationError):
    """An understood refusal.

    ``code`` is ours and stable; ``text`` is the system's own, never for a page.
    """

    failure: ClassVar[Failure] = "refused"

    def __init__(self, code: str, text: str = "", *, system: str = "", operation: str = "") -> None:
        super().__init__(f"refused: {code}", system=system, operation=operation)
        self.code = code
        self.text = text


class NotFound(Rejected):
    """The thing asked for does not exist there."""


class Conflict(Rejected):
    """The thing was changed in the meantime, or exists already."""
