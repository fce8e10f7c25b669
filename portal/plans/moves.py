"""One step of a request with all that belongs to it, in one transaction: the audit event, the counters."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from portal.audit.services import record
from portal.plans.models import Counter, Proposal, State
from portal.plans.states import transition


@transaction.atomic
def move(
    proposal: Proposal,
    to: str,
    *,
    act: str = "",
    actor: str = "system",
    request: HttpRequest | None = None,
    version: int | None = None,
    details: dict[str, Any] | None = None,
    **changes: Any,
) -> Proposal:
    """Move a request and tell the audit trail; a proposal of the office that was left open counts no more.

    Returns the fresh row. Raises: TransitionError.
    """
    moved = transition(proposal, to, version=version, **changes)
    if proposal.state == State.COUNTERED:
        close_counter(proposal, Counter.State.WITHDRAWN)
    told = {"request": moved.number, "from": str(proposal.state), "to": str(to), **(details or {})}
    record(act or f"plan-{to}", request=request, actor=actor, file_id=moved.file_id, details=told)
    return moved


def close_counter(proposal: Proposal, state: str, *, answer: str = "") -> None:
    """End the office's open proposal, if there is one."""
    left = Counter.objects.filter(proposal=proposal, state=Counter.State.OPEN)
    left.update(state=state, answered_at=timezone.now(), answer=answer)
