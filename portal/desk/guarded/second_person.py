"""Whether somebody can be the second person of a change: another, and not one in the hand of the first."""

from datetime import timedelta
from enum import StrEnum
from typing import Any

from django.utils import timezone

from portal.audit.models import Event
from portal.office.guarded_change import GuardedChange

TIED_FOR = timedelta(days=7)
"""How long two people count as tied: the time in which others read the mails and look at the trail."""
# What ties two people: one made the other's account, set their password or gave them rights.
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
    """What stands between ``user``, who may confirm changes, and this one.

    propose: the permission that its proposer must still hold. is_first: there was nothing before it.
    """
    if change.proposed_by_id == user.pk:
        return Obstacle.SAME
    if not may(change.proposed_by, propose):
        return Obstacle.PROPOSER_GONE
    # The very first one has to come from somebody who has just made the others.
    if not is_first and _are_tied(change.proposed_by_id, user.pk):
        return Obstacle.TIED
    return None


def _are_tied(one: int, other: int) -> bool:
    recent = Event.objects.filter(act__in=TIES, at__gte=timezone.now() - TIED_FOR)
    pairs = ((one, other), (other, one))
    return any(recent.filter(staff_id=str(by), details__user=whom).exists() for by, whom in pairs)
