"""Who acts, as views pass it to services and as the trail records it."""

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from portal.audit.models import Event


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, or the portal itself. ``user_id`` is set for staff only."""

    kind: Event.ActorKind
    user_id: int | None = None

    @classmethod
    def staff(cls, user: Any) -> "Actor":
        """The signed-in member of staff; without an id for a visitor who could not sign in as staff."""
        return cls(Event.ActorKind.STAFF, user.pk)


through_pass: ContextVar[int | None] = ContextVar("through_pass", default=None)
"""The helper pass used to act for the defendant now; the page's decorator sets it."""

DEFENDANT = Actor(Event.ActorKind.DEFENDANT)
SYSTEM = Actor(Event.ActorKind.SYSTEM)
