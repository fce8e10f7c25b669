"""Changes a request's state in one transaction with its audit event and counter-proposals."""

from typing import Any

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone

from portal.audit.actors import SYSTEM, Actor
from portal.audit.services import record
from portal.plans.models import Counter, Proposal, State
from portal.plans.states import TransitionError, transition

plan_moved = Signal()
"""Sent in the transaction of each change: the new ``proposal``, and ``before``, the state it has left."""


@transaction.atomic
def move(
    proposal: Proposal,
    to: str,
    *,
    act: str = "",
    by: Actor = SYSTEM,
    version: int | None = None,
    details: dict[str, Any] | None = None,
    counter_ends: str = Counter.State.WITHDRAWN,
    **changes: Any,
) -> Proposal:
    """Change a request's state, record it in the audit trail, and send ``plan_moved``.

    An open proposal of the office ends as ``counter_ends``.
    Locks the request, then that proposal, then the trail: everybody in this order.
    Returns the fresh row. Raises: TransitionError.
    """
    moved = transition(proposal, to, version=version, **changes)
    if proposal.state == State.COUNTERED:
        words = changes.get("answer", "") if counter_ends == Counter.State.DECLINED else ""
        _close_counter(proposal, counter_ends, answer=words)
    told = {"request": moved.number, "from": str(proposal.state), "to": str(to), **(details or {})}
    record(act or f"plan-{to}", by=by, file_id=moved.file_id, details=told)
    plan_moved.send(sender=Proposal, proposal=moved, before=str(proposal.state))
    return moved


def expire_counter(counter: Counter) -> bool:
    """End the office's proposal when its last day has passed, and the request with it.

    Returns whether it did.

    A request that is already in Tagor keeps waiting for the office.
    """
    is_open = counter.state == Counter.State.OPEN
    if not is_open or counter.expires_on >= timezone.localdate():
        return False
    is_saved = counter.proposal.came_from == State.SENT
    try:
        move(
            counter.proposal,
            State.SENT if is_saved else State.EXPIRED,
            act="plan-counter-expired",
            version=counter.proposal.version,
            counter_ends=Counter.State.EXPIRED,
            decided_at=None if is_saved else timezone.now(),
        )
    except TransitionError:
        return False
    return True


def _close_counter(proposal: Proposal, state: str, *, answer: str) -> None:
    left = Counter.objects.filter(proposal=proposal, state=Counter.State.OPEN)
    left.update(state=state, answered_at=timezone.now(), answer=answer)
