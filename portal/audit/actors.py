"""Who acts: what a view tells the services, and what the trail keeps of it."""

from dataclasses import dataclass
from typing import Any

from portal.audit.models import Event


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody, or the portal itself. ``user_id``: the member of staff; None for anybody else."""

    kind: Event.ActorKind
    user_id: int | None = None

    @classmethod
    def staff(cls, user: Any) -> "Actor":
        """The signed-in member of staff; without an id for a visitor whom the staff's door refused."""
        return cls(Event.ActorKind.STAFF, user.pk)


DEFENDANT = Actor(Event.ActorKind.DEFENDANT)
SYSTEM = Actor(Event.ActorKind.SYSTEM)
