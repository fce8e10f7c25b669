"""Where money goes changes in two steps, by two people: one proposes, another confirms.

The caller has seen to it that each signed in again for their step. Superusers are no exception.
"""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from portal.audit.actors import Actor
from portal.audit.services import record
from portal.money.second_person import CONFIRM, PROPOSE, Obstacle, find_obstacle, may
from portal.money.tasks import alert
from portal.money.values import Values, read_values, tidy_values, write_values
from portal.office.models import MoneyChange, Office
from portal.office.selectors import forget_office

LIFE = timedelta(days=7)
"""How long a proposal can be confirmed."""

State = MoneyChange.State


class MoneyChangeRefused(Exception):
    """This step cannot be taken now."""


class NothingChanges(MoneyChangeRefused):
    """The proposal is what stands already."""


class AnotherWaits(MoneyChangeRefused):
    """One proposal at a time."""


class NotSecondPerson(MoneyChangeRefused):
    """Somebody else must confirm it. ``obstacle`` says why."""

    def __init__(self, obstacle: Obstacle) -> None:
        super().__init__(obstacle.value)
        self.obstacle = obstacle


class NotWaiting(MoneyChangeRefused):
    """It was decided meanwhile."""


def propose(office: Office, values: Values, *, user: Any) -> MoneyChange:
    """Keep what somebody wants to change, for another person to confirm.

    Raises: PermissionDenied, NothingChanges, AnotherWaits; ValidationError when the values do not fit.
    """
    _require(user, PROPOSE)
    now = timezone.now()
    after = tidy_values(values)
    with transaction.atomic():
        _lock(office)
        _expire(office, user=user)
        if MoneyChange.objects.filter(office=office, state=State.WAITING).exists():
            raise AnotherWaits
        before = read_values(office)
        if before == after:
            raise NothingChanges
        change = MoneyChange.objects.create(
            office=office,
            before=before,
            after=after,
            proposed_by=user,
            proposed_at=now,
            expires_at=now + LIFE,
        )
        _tell(change, "proposed", user=user)
    return change


def confirm(change: MoneyChange, *, user: Any) -> MoneyChange:
    """Apply a proposal as its second person; the change as it is afterwards.

    Its state is "confirmed"; or "expired" or "overtaken", and nothing was applied.
    Raises: PermissionDenied, NotSecondPerson, NotWaiting.
    """
    _require(user, CONFIRM)
    with transaction.atomic():
        change = _lock_waiting(change)
        obstacle = find_obstacle(change, user)
        if obstacle is not None:
            raise NotSecondPerson(obstacle)
        if change.expires_at <= timezone.now():
            return _close(change, State.EXPIRED, user=user)
        if read_values(change.office) != change.before:
            return _close(change, State.OVERTAKEN, user=user)
        write_values(change.office, change.after)
        # Once now, for this transaction; once when it is over, for what others read meanwhile.
        forget_office()
        transaction.on_commit(forget_office)
        return _close(change, State.CONFIRMED, user=user)


def refuse(change: MoneyChange, *, user: Any) -> MoneyChange:
    """Say no as the second person; nothing changes. Raises: PermissionDenied, NotWaiting."""
    _require(user, CONFIRM)
    with transaction.atomic():
        return _close(_lock_waiting(change), State.REFUSED, user=user)


def withdraw(change: MoneyChange, *, user: Any) -> MoneyChange:
    """Take back one's own proposal. Raises: PermissionDenied, NotWaiting."""
    _require(user, PROPOSE)
    if change.proposed_by_id != user.pk:
        raise PermissionDenied
    with transaction.atomic():
        return _close(_lock_waiting(change), State.WITHDRAWN, user=user)


def _require(user: Any, permission: str) -> None:
    if not may(user, permission):
        raise PermissionDenied


def _lock(office: Office) -> None:
    """One step at a time: every step begins here."""
    Office.objects.select_for_update().get(pk=office.pk)


def _lock_waiting(change: MoneyChange) -> MoneyChange:
    _lock(change.office)
    locked = MoneyChange.objects.select_for_update().get(pk=change.pk)
    if locked.state != State.WAITING:
        raise NotWaiting
    return locked


def _expire(office: Office, *, user: Any) -> None:
    for change in MoneyChange.objects.filter(
        office=office, state=State.WAITING, expires_at__lte=timezone.now()
    ):
        _close(change, State.EXPIRED, user=user)


def _close(change: MoneyChange, state: State, *, user: Any) -> MoneyChange:
    """End it. What ended by itself was decided by nobody."""
    change.state, change.decided_at = state, timezone.now()
    change.decided_by = None if state in {State.EXPIRED, State.OVERTAKEN} else user
    change.save(update_fields=["state", "decided_by", "decided_at"])
    _tell(change, state.value, user=user)
    return change


def _tell(change: MoneyChange, act: str, *, user: Any) -> None:
    """To the trail with both values, and to everybody who watches over it."""
    fields = {
        name: {"before": change.before.get(name), "after": change.after.get(name)}
        for name in change.changed_names
    }
    details = {"change": change.pk, "proposed_by": str(change.proposed_by_id), "fields": fields}
    record(f"money-change-{act}", by=Actor.staff(user), details=details)
    alert(change.pk, act)
