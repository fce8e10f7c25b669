"""What happens to a delivery after its handler raised: the one decision table."""

from dataclasses import dataclass
from typing import Literal

from portal.integrations.errors import (
    IntegrationError,
    NotAuthorised,
    OutcomeUnknown,
    Rejected,
    Unavailable,
)
from portal.outbox.handlers import GiveUp, Postpone

LONGEST_SAID = 300


@dataclass(frozen=True, slots=True)
class Decision:
    """``again`` after a growing pause, ``postpone`` by ``seconds``, ``give_up`` or ``doubt``; and why.

    ``said``: the text of the system that refused.
    """

    act: Literal["again", "postpone", "give_up", "doubt"]
    reason: str
    seconds: float = 0
    is_rare: bool = False
    is_alert: bool = False
    said: str = ""


def decide(error: Exception, *, may_have_sent: bool) -> Decision:  # noqa: PLR0911 - a table, row by row
    """The decision for a delivery whose handler raised ``error``, while sending or before."""
    match error:
        case Postpone():
            return Decision("postpone", error.reason, seconds=error.seconds)
        case GiveUp():
            return Decision("give_up", error.reason)
        case Rejected():
            return Decision("give_up", error.code, said=_read_said(error))
        case Unavailable():
            return Decision("again", "unavailable")
        case NotAuthorised():
            return Decision("again", "not-authorised", is_rare=True, is_alert=True)
        case OutcomeUnknown() if may_have_sent:
            return Decision("doubt", "no-answer")
        case IntegrationError():
            reason = "unexpected-answer"
        case _:
            reason = "handler-error"
    if may_have_sent:
        return Decision("doubt", reason, is_alert=True)
    return Decision("again", reason, is_rare=True, is_alert=True)


def _read_said(error: Rejected) -> str:
    """The system's refusal text: for staff, never for a defendant, and in no log."""
    told = [error.text, *(str(one.params.get("text", "")) for one in getattr(error, "problems", ()))]
    return " ".join(dict.fromkeys(one for one in told if one))[:LONGEST_SAID]
