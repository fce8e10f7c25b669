"""Whether somebody can be the second person of a change: not the first, and not under their control."""

from datetime import timedelta
from enum import StrEnum
from typing import Any

from django.utils import timezone

from portal.audit.models import Event
from portal.office.guarded_change import GuardedChange

TIED_FOR = timedelta(days=7)
"""How long two people count as tied: enough for others to read the mails and the trail."""
# Acts that tie two people: one made the other's account, set their password or gave them rights.
TIES = (
    "staff-created",
    "staff-password-changed",
    "staff-changed",
    "staff-groups-changed",
    "staff-permissions-changed",
)


class Obstacle(StrEnum):
    """Why this person cannot confirm this change."""

    SAME = "same"
    TIED = "tied"
    PROPOSER_GONE = "proposer-gone"


def may(user: Any, permission: str) -> bool:
    """Whether this is active staff with the permission."""
    return bool(user.is_active and user.is_staff and user.has_perm(permission))


def find_obstacle(change: GuardedChange, user: Any, *, propose: str, is_first: bool) -> Obstacle | None:
    """Why ``user``, who may confirm changes, cannot confirm this one; None when they can.

    propose: the permission that its proposer must still hold. is_first: there was nothing before it.
    """
    if change.proposed_by_id == user.pk:
        return Obstacle.SAME
    if not may(change.proposed_by, propose):
        return Obstacle.PROPOSER_GONE
    # For the very first change, the second person may have just been added by the first.
    if not is_first and _are_tied(change.proposed_by_id, user.pk):
        return Obstacle.TIED
    return None


def _are_tied(one: int, other: int) -> bool:
    recent = Event.objects.filter(act__in=TIES, at__gte=timezone.now() - TIED_FOR)
    pairs = ((one, other), (other, one))
    return any(recent.filter(staff_id=str(by), details__user=whom).exists() for by, whom in pairs)
