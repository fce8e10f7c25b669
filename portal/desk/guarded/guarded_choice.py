"""A setting that two people change: its data, who may do what, how it is read and written.

The caller has made sure that each signed in again for their step. Superusers are no exception.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from portal.audit.actors import Actor
from portal.audit.services import record
from portal.desk.guarded.second_person import Obstacle, find_obstacle, may
from portal.office.guarded_change import ChangeState as State
from portal.office.guarded_change import GuardedChange
from portal.office.models import Office

LIFE = timedelta(days=7)
"""How long a proposal can be confirmed."""

Values = dict[str, Any]
C = TypeVar("C", bound=GuardedChange)


class ChangeRefused(Exception):
    """This step is not possible now."""


class NothingChanges(ChangeRefused):
    """The proposal equals the current values."""


class AnotherWaits(ChangeRefused):
    """One proposal at a time."""


class NotSecondPerson(ChangeRefused):
    """Somebody else must confirm it. ``obstacle`` says why."""

    def __init__(self, obstacle: Obstacle) -> None:
        super().__init__(obstacle.value)
        self.obstacle = obstacle


class NotWaiting(ChangeRefused):
    """It was decided in the meantime."""


@dataclass(frozen=True)
class GuardedChoice(Generic[C]):
    """``model`` keeps the proposals, and ``scope`` tells them from others of that table.

    ``prefix``: its name in the trail. ``tidy`` returns values as they are stored, or raises ValidationError.
    ``write`` runs in a transaction with the office's row locked; ``forget`` clears caches of the old values.
    ``is_first``: whether there was nothing before. ``alert`` is called for each step, in its transaction.
    """

    model: type[C]
    prefix: str
    propose_permission: str
    confirm_permission: str
    read: Callable[[Office], Values]
    write: Callable[[Office, Values], None]
    tidy: Callable[[Values], Values]
    forget: Callable[[], None]
    alert: Callable[[int, str], None]
    is_first: Callable[[Values], bool] = lambda _before: False
    scope: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    # Reads -------------------------------------------------------------------------------------------

    def list_changes(self, office: Office) -> QuerySet[C]:
        """All changes, newest first."""
        rows: QuerySet[C] = self.model._default_manager.filter(office=office.pk, **self.scope)
        return rows.select_related("proposed_by", "decided_by")

    def find_waiting(self, office: Office) -> C | None:
        """The change that a second person can still confirm."""
        return self.list_changes(office).filter(state="waiting", expires_at__gt=timezone.now()).first()

    def find_obstacle(self, change: C, user: Any) -> Obstacle | None:
        """Why ``user``, who may confirm changes, cannot confirm this one."""
        return find_obstacle(
            change, user, propose=self.propose_permission, is_first=self.is_first(change.before)
        )

    # Steps -------------------------------------------------------------------------------------------

    def propose(self, office: Office, values: Values, *, user: Any) -> C:
        """Store a proposed change, for another person to confirm.

        Raises: PermissionDenied, NothingChanges, AnotherWaits; ValidationError when the values do not fit.
        """
        self._require(user, self.propose_permission)
        now = timezone.now()
        after = self.tidy(values)
        with transaction.atomic():
            self._lock(office)
            self._expire(office, user=user)
            if self.list_changes(office).filter(state=State.WAITING).exists():
                raise AnotherWaits
            before = self.read(office)
            if before == after:
                raise NothingChanges
            change = self.model._default_manager.create(
                office=office,
                before=before,
                after=after,
                proposed_by=user,
                proposed_at=now,
                expires_at=now + LIFE,
                **self.scope,
            )
            self._record_and_alert(change, "proposed", user=user)
        return change

    def confirm(self, change: C, *, user: Any) -> C:
        """Apply a proposal as its second person; the change as it is afterwards.

        Its state is "confirmed"; or "expired" or "overtaken", and nothing was applied.
        Raises: PermissionDenied, NotSecondPerson, NotWaiting.
        """
        self._require(user, self.confirm_permission)
        with transaction.atomic():
            change = self._lock_waiting(change)
            obstacle = self.find_obstacle(change, user)
            if obstacle is not None:
                raise NotSecondPerson(obstacle)
            if change.expires_at <= timezone.now():
                return self._close(change, State.EXPIRED, user=user)
            if self.read(change.office) != change.before:
                return self._close(change, State.OVERTAKEN, user=user)
            self.write(change.office, change.after)
            # Once now, for this transaction; once after it, for what others have read in between.
            self.forget()
            transaction.on_commit(self.forget)
            return self._close(change, State.CONFIRMED, user=user)

    def refuse(self, change: C, *, user: Any) -> C:
        """Reject it as the second person; nothing changes. Raises: PermissionDenied, NotWaiting."""
        self._require(user, self.confirm_permission)
        with transaction.atomic():
            return self._close(self._lock_waiting(change), State.REFUSED, user=user)

    def withdraw(self, change: C, *, user: Any) -> C:
        """Withdraw one's own proposal. Raises: PermissionDenied, NotWaiting."""
        self._require(user, self.propose_permission)
        if change.proposed_by_id != user.pk:
            raise PermissionDenied
        with transaction.atomic():
            return self._close(self._lock_waiting(change), State.WITHDRAWN, user=user)

    def _require(self, user: Any, permission: str) -> None:
        if not may(user, permission):
            raise PermissionDenied

    def _lock(self, office: Office) -> None:
        """One step at a time: every step begins with this lock."""
        Office.objects.select_for_update().get(pk=office.pk)

    def _lock_waiting(self, change: C) -> C:
        self._lock(change.office)
        locked: C = self.model._default_manager.select_for_update().get(pk=change.pk, **self.scope)
        if locked.state != State.WAITING:
            raise NotWaiting
        return locked

    def _expire(self, office: Office, *, user: Any) -> None:
        late = self.list_changes(office).filter(state=State.WAITING, expires_at__lte=timezone.now())
        for change in late:
            self._close(change, State.EXPIRED, user=user)

    def _close(self, change: C, state: State, *, user: Any) -> C:
        """End it. If it expired, nobody decided it."""
        change.state, change.decided_at = state, timezone.now()
        change.decided_by = None if state in {State.EXPIRED, State.OVERTAKEN} else user
        change.save(update_fields=["state", "decided_by", "decided_at"])
        self._record_and_alert(change, state.value, user=user)
        return change

    def _record_and_alert(self, change: C, act: str, *, user: Any) -> None:
        """Record it in the trail with both values, and alert everybody who watches it."""
        fields = {
            name: {"before": change.before.get(name), "after": change.after.get(name)}
            for name in change.changed_names
        }
        details = {"change": change.pk, "proposed_by": str(change.proposed_by_id), "fields": fields}
        record(f"{self.prefix}-{act}", by=Actor.staff(user), details=details)
        self.alert(change.pk, act)
